import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SAMPLES } from '../../../main/generate/sample-files.ts';
import { writeFile } from '../../../main/generate/write/write-file.ts';
import { allSheets } from './read-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'generate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const committed = (file: string): string =>
  join(import.meta.dirname, '..', '..', '..', 'assets', 'sample', file);

describe('the committed samples', () => {
  it.each(SAMPLES)('$file is what the generator makes now', async ({ file, ...wish }) => {
    const out = join(folder, file);
    await writeFile({ ...wish, out });
    // Content, not bytes: another zlib may pack the same content otherwise.
    expect(await allSheets(committed(file))).toEqual(await allSheets(out));
    expect(statSync(committed(file)).size).toBeLessThanOrEqual(200_000);
  });

  it('tc_raw_data.xlsx has 2,000 movements of 200 customers', async () => {
    const sheets = await allSheets(committed('tc_raw_data.xlsx'));
    expect(sheets['TC_Data']).toHaveLength(2001);
    expect(sheets['Customers']).toHaveLength(201);
    expect(sheets['Sales']!.length).toBeGreaterThan(500);
    expect(new Set(sheets['TC_Data']!.slice(1).map((row) => row[4])).size).toBe(200);
  });
});
