import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { announceServer, runningServer } from '../../../main/tokens/server-file.ts';

it('tells of a server as long as it runs, and of none that was killed', () => {
  const root = mkdtempSync(join(tmpdir(), 'thrive-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const server = { address: 'http://127.0.0.1:8730', since: 1 };
  expect(runningServer(root)).toBeNull();
  const withdraw = announceServer(root, server);
  expect(runningServer(root)).toEqual(server);
  withdraw();
  expect(runningServer(root)).toBeNull();
  // No system gives a process this number.
  writeFileSync(join(root, 'api-server.json'), JSON.stringify({ pid: 2 ** 30, ...server }));
  expect(runningServer(root)).toBeNull();
});
