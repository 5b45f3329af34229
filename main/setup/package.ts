import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { programFolder } from '../program-folder.ts';
import { releasePlaceArguments } from './release-place.ts';

/**
 * `npm run package`: builds what is stale and packages it for this system and this processor. What is
 * given besides goes to electron-builder.
 */
const root = programFolder();
const steps = [
  ['main/setup/build.ts'],
  [
    'node_modules/electron-builder/cli.js',
    ...['--publish', 'never'],
    ...releasePlaceArguments(process.env),
    ...process.argv.slice(2),
  ],
];
for (const [script, ...args] of steps) {
  const done = spawnSync(process.execPath, [join(root, script!), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
