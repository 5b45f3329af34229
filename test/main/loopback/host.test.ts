import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { faultLogFile } from '../../../main/data-folder/data-folder.ts';
import { fileManager, loopbackHost } from '../../../main/loopback/host.ts';
import { served } from './served.ts';

it('what a run says on standard error is taken down by whole lines', async () => {
  const said: string[] = [];
  const host = loopbackHost({
    allowedFolders: [],
    offerDownload: () => '',
    quit: () => undefined,
    log: (words) => said.push(words),
  });
  const runner = host.forkRunner();
  onTestFinished(() => runner.kill());
  const ended = new Promise((resolve) => runner.onMessage(resolve));
  runner.send({ kind: 'start', work: { task: 'nothing it knows' } });
  await ended;
  await expect.poll(() => said.join('\n')).toContain('was asked for what it cannot do');
});

it('faults are written down in the data folder as well, where a report finds them', async () => {
  const { ask, own, dataDir, pages } = await served();
  rmSync(join(pages, 'index.html'));
  expect((await ask({ path: '/', headers: await own() })).status).toBe(500);
  expect(readFileSync(faultLogFile(dataDir), 'utf8')).toContain('ENOENT');
});

it('what a run of the browser’s program says is written down there, too', async () => {
  const { ask, own, dataDir, loopback } = await served();
  const { place } = (await loopback.application.handlers['shell.info']({})).samples[0]!;
  vi.stubEnv('NODE_OPTIONS', '--no-such-option');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { status } = await ask({
    method: 'POST',
    path: '/api/runs.start',
    headers: { ...(await own()), 'content-type': 'application/json' },
    body: JSON.stringify({ place, jobId: randomUUID() }),
  });
  expect(status).toBe(200);
  await expect
    .poll(() => existsSync(faultLogFile(dataDir)) && readFileSync(faultLogFile(dataDir), 'utf8'))
    .toContain('--no-such-option');
});

it.each([
  ['darwin', '/out/a b.csv', 'open', ['-R', '/out/a b.csv']],
  ['win32', 'C:\\out\\a b, c.csv', 'explorer', ['/select,"C:\\out\\a b, c.csv"']],
  ['linux', '/out/a b.csv', 'xdg-open', ['/out']],
] as const)('a file is shown in its folder on %s', (platform, path, command, args) => {
  expect(fileManager(path, platform)).toEqual({ command, args });
});
