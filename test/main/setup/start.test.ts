import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { launchArguments } from '../../../main/loopback/launch-arguments.ts';
import { hasDisplay } from '../../../main/loopback/open-browser.ts';
import { moduleBeside } from '../../../core/module-beside.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'main', 'loopback', 'main.ts');

function loopback(args: readonly string[], script = MAIN) {
  const dataDir = mkdtempSync(join(tmpdir(), 'thrive-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, '--no-open', '--data-dir', dataDir, ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  'prints one line with the address and ends in order on %s',
  async (signal) => {
    const child = loopback([]);
    const closed = once(child, 'close');
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      child.kill(signal);
    }
    expect(lines).toEqual([
      expect.stringMatching(/^The interface is at: http:\/\/127\.0\.0\.1:\d+\/open\?token=[\w-]+$/),
    ]);
    expect(await closed).toEqual([0, null]);
  },
);

it('npm start builds what is stale, says why it is the browser, and where', async () => {
  const child = loopback(['--browser'], join(MAIN, '..', '..', 'setup', 'start.ts'));
  const closed = once(child, 'close');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    const { status } = await fetch(line.slice(line.indexOf('http')), { redirect: 'manual' });
    expect(status).toBe(303);
    child.kill('SIGTERM');
  }
  expect(lines).toEqual([
    expect.stringMatching(/^As asked, the interface is in the browser: http:\/\/127\.0\.0\.1:/),
  ]);
  expect(await closed).toEqual([0, null]);
});

it('says which port is taken', async () => {
  const first = loopback([]);
  const [line] = (await once(createInterface({ input: first.stdout }), 'line')) as [string];
  const port = new URL(line.slice(line.indexOf('http'))).port;
  const second = loopback(['--port', port]);
  let said = '';
  second.stderr.on('data', (text: Buffer) => (said += text.toString()));
  expect(await once(second, 'close')).toEqual([2, null]);
  expect(said).toContain(`Port ${port} cannot be used: another program is using it.`);
});

it('understands what it is given', () => {
  const given = [
    '--allow',
    '/a',
    'b.xlsx',
    '--port=8080',
    '--allow',
    '/c/../d',
    's3://bucket/e.csv',
  ];
  expect(launchArguments(given, { THRIVE_ALLOW: '/f' })).toMatchObject({
    port: 8080,
    allow: ['/a', '/d', '/f'],
    places: [join(process.cwd(), 'b.xlsx'), 's3://bucket/e.csv'],
    open: true,
  });
  expect(launchArguments(['--no-open'], {})).toMatchObject({ port: 0, allow: [], open: false });
  for (const wrong of [['--port', '65536'], ['--port', 'x'], ['--what'], ['--data-dir']])
    expect(() => launchArguments(wrong, {})).toThrow();
});

it('knows where there is a display', () => {
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDisplay({}, 'darwin')).toBe(true);
});

it('names a module as sources and as what is built', () => {
  const beside = (from: string) => moduleBeside('../runner/runner', from).href;
  expect(beside('file:///p/main/loopback/host.ts')).toBe('file:///p/main/runner/runner.ts');
  expect(beside('file:///p/dist/app/main/loopback/host.js')).toBe(
    'file:///p/dist/app/main/runner/runner.js',
  );
});
