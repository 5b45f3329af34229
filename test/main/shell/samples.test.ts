import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { samplesIn } from '../../../main/shell/samples.ts';
import { SAMPLES, scratch } from '../app/application-fixture.ts';

describe('the samples', () => {
  it('lie in the data folder, which stays where it is when the program moves', () => {
    const root = scratch();
    for (const { place } of samplesIn(root)) {
      expect(dirname(place)).toBe(join(root, 'samples'));
      expect(readFileSync(place)).toEqual(readFileSync(join(SAMPLES, basename(place))));
    }
  });
  it('are copied once, and again where they are not what the program came with', () => {
    const root = scratch();
    const [{ place } = { place: '' }] = samplesIn(root);
    const { mtimeMs } = statSync(place);
    samplesIn(root);
    expect(statSync(place).mtimeMs).toBe(mtimeMs);
    writeFileSync(place, 'an older sample');
    samplesIn(root);
    expect(readFileSync(place)).toEqual(readFileSync(join(SAMPLES, basename(place))));
  });
  it('are as they came where the data folder takes no copies', () => {
    const root = scratch();
    writeFileSync(join(root, 'samples'), 'a file in the place of the folder');
    for (const { place } of samplesIn(root)) {
      expect(dirname(place)).toBe(SAMPLES);
      expect(existsSync(place)).toBe(true);
    }
  });
});
