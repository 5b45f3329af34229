import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLES } from './sample-files.ts';
import { writeFile } from './write/write-file.ts';

/** Makes the workbooks of assets/sample/ anew. */
const folder = join(import.meta.dirname, '..', '..', 'assets', 'sample');
mkdirSync(folder, { recursive: true });
for (const { file, ...wish } of SAMPLES) {
  await writeFile({ ...wish, out: join(folder, file) });
  process.stdout.write(`${join('assets', 'sample', file)}\n`);
}
