import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { POLICIES } from '../../../core/policies/policies.ts';

const REPOSITORY = new URL('../../../', import.meta.url);

/** Sources of the program outside the room where policies declare themselves, by path. */
function sources(): string[] {
  return ['core', 'main', 'renderer']
    .flatMap((room) =>
      readdirSync(new URL(`${room}/`, REPOSITORY), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${room}/${file.replaceAll('\\', '/')}`,
      ),
    )
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('core/policies/'));
}

it('no source outside core/policies names a policy', () => {
  const named = new RegExp(`(['"\`])(${POLICIES.join('|')})\\1|\\bcase (${POLICIES.join('|')})\\b`);
  const files = sources();
  expect(files.length).toBeGreaterThan(300);
  expect(
    files.filter((file) => named.test(readFileSync(new URL(file, REPOSITORY), 'utf8'))),
  ).toEqual([]);
});
