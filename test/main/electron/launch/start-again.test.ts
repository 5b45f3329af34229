import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, it } from 'vitest';
import { startAgain } from '../../../../main/electron/launch/start-again.ts';
import { scratchFolder } from '../../history/fixtures.ts';

const PROGRAM = { argv: ['thrive', 'old.csv'], env: {}, pid: 4711, execPath: '/opt/thrive' };

function started(ending: Parameters<typeof startAgain>[1]) {
  const relaunched: unknown[] = [];
  const beside: [string, readonly string[]][] = [];
  startAgain(
    { relaunch: (options) => void relaunched.push(options) },
    ending,
    '/data',
    ['/new.csv'],
    (...given) => void beside.push(given),
  );
  return { relaunched, beside };
}

it('a program that is installed is started anew by Electron', () => {
  expect(started(PROGRAM)).toEqual({
    relaunched: [{ args: ['--data-dir=/data', '/new.csv'] }],
    beside: [],
  });
});

it('an AppImage is started anew by itself, as its mount and Electron’s helper go with the program', () => {
  const env = { APPIMAGE: '/home/ann/thrive.AppImage', APPDIR: '/tmp/.mount_thrive' };
  const { relaunched, beside } = started({
    ...PROGRAM,
    env,
    execPath: '/tmp/.mount_thrive/thrive',
  });
  expect(relaunched).toEqual([]);
  expect(beside.map(([command, args]) => [command, ...args.slice(2)])).toEqual([
    ['/bin/sh', 'sh', '4711', '/home/ann/thrive.AppImage', '--data-dir=/data', '/new.csv'],
  ]);
});

it.runIf(process.platform === 'linux')('it is started once the program has ended', async () => {
  const folder = scratchFolder();
  const program = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const [image, there] = [join(folder, 'image'), join(folder, 'there')];
  const look = `kill -0 ${program.pid} && echo still there || echo "$@"`;
  writeFileSync(image, `#!/bin/sh\n(${look}) > ${there}.part\nmv ${there}.part ${there}\n`, {
    mode: 0o755,
  });
  const env = { APPIMAGE: image, APPDIR: '/tmp/.mount_thrive' };
  const ending = { ...PROGRAM, env, pid: program.pid!, execPath: '/tmp/.mount_thrive/thrive' };
  startAgain({ relaunch: () => undefined }, ending, '/data', ['/new.csv']);
  program.stdin!.end();
  await once(program, 'exit');
  await expect.poll(() => existsSync(there)).toBe(true);
  expect(readFileSync(there, 'utf8')).toBe('--data-dir=/data /new.csv\n');
});
