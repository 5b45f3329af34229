import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const ROOM = join(import.meta.dirname, '..', '..', '..', '..', 'main', 'places', 'fetch');

it('a file that cannot be read is told to whoever waits for its sum, also where Node only warns of rejections', () => {
  const module = pathToFileURL(join(ROOM, 'sum-file.ts')).href;
  const { stdout, status } = spawnSync(
    process.execPath,
    [
      '--unhandled-rejections=warn-with-error-code',
      '--input-type=module',
      '--disable-warning=ExperimentalWarning',
      '--eval',
      `import { sumOfFileBeside } from '${module}';
       const sum = sumOfFileBeside('/a/file/that/is/not/there', null);
       sum.upTo(1);
       await sum.end().catch(({ code }) => console.log('told', code));
       await sum.close();`,
    ],
    { encoding: 'utf8', timeout: 60_000 },
  );
  expect([stdout.trim(), status]).toEqual(['told ENOENT', 0]);
});
