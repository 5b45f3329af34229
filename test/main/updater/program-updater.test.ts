import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../../core/contract/problem.ts';
import type { Installation } from '../../../main/updater/installation.ts';
import { programUpdater } from '../../../main/updater/program-updater.ts';
import { bytes, proxyTo, releaseServer, updateInfo } from './release-server.ts';
import type { ReleaseServer } from './release-server.ts';

/** The names of the system that the tests run on. */
const CHANNEL = `/latest${{ linux: '-linux', darwin: '-mac' }[process.platform as string] ?? ''}${process.platform === 'linux' && process.arch !== 'x64' ? `-${process.arch}` : ''}.yml`;
const FILE = 'thrive-0.4.0.AppImage';
const NEWER = Buffer.alloc(300_000, 'the newer program ');

let folder: string;
let server: ReleaseServer;
const before = process.env['APPIMAGE'];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thrive-updater-'));
  server = await releaseServer(folder);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => publish('0.4.0', NEWER));
afterEach(() => {
  server.answers.clear();
  server.asked.length = 0;
  if (before === undefined) delete process.env['APPIMAGE'];
  else process.env['APPIMAGE'] = before;
});

function publish(version: string, body: Buffer, announced = body): void {
  server.answers.set(CHANNEL, bytes(updateInfo(version, FILE, announced)));
  server.answers.set(`/${FILE}`, bytes(body));
}

let count = 0;
/** A program of 0.3.0 that lies in a folder of its own as an AppImage. */
function program(kind: 'appimage' | 'nsis' = 'appimage', config = '') {
  const home = join(folder, `home-${count++}`);
  mkdirSync(home);
  const file = join(home, 'thrive.AppImage');
  writeFileSync(file, 'the program', { mode: 0o755 });
  const configFile = join(home, 'app-update.yml');
  writeFileSync(configFile, `provider: github\nupdaterCacheDirName: cached\n${config}`);
  process.env['APPIMAGE'] = file;
  return {
    ...updater({ kind, configFile, file: kind === 'nsis' ? null : file }, home),
    file,
    home,
  };
}
function updater(installation: Installation, home: string) {
  const updates = programUpdater({
    version: '0.3.0',
    installation,
    cacheFolder: home,
    handOver: null,
  });
  return {
    updates,
    look: (url = server.url, caFile: string | null = server.caFile) =>
      updates.look({ kind: 'address', url }, { proxy: null, caFile }),
    download: (
      told: (share: number) => void = () => undefined,
      signal = new AbortController().signal,
    ) => updates.download(told, signal),
  };
}
const problem = (code: string) => expect.objectContaining({ code: `updates.${code}` }) as Problem;

describe('looking for a newer version', () => {
  it('finds the one that is published, and tells the server nothing of this computer', async () => {
    expect(await program().look()).toEqual({
      version: '0.4.0',
      releasedOn: '2026-12-01',
      page: server.url,
    });
    expect(server.asked.map(({ url }) => url!.split('?')[0])).toEqual([CHANNEL]);
    expect(server.asked[0]!.headers).toEqual({
      host: new URL(server.url).host,
      connection: 'keep-alive',
      'cache-control': 'no-cache',
      'user-agent': 'electron-builder',
    });
  });
  it.each(['0.3.0', '0.2.9', '0.3.0-beta.1'])(
    'finds none where %s is published, which is not newer',
    async (version) => {
      publish(version, NEWER);
      expect(await program().look()).toBeNull();
    },
  );
  it('finds it as well for a program that a person has to replace', async () => {
    const byHand = updater({ kind: 'by-hand', why: 'It is a .deb.' }, folder);
    expect(byHand.updates.byHand).toBe('It is a .deb.');
    expect(await byHand.look()).toMatchObject({ version: '0.4.0' });
    await expect(byHand.download()).rejects.toEqual(problem('by-hand'));
    expect(server.asked).toHaveLength(1);
  });
  it.each([
    ['an empty place', 'nothing-published', 404, ''],
    ['one that wants a login', 'nothing-published', 403, ''],
    ['a server in trouble', 'unreachable', 503, ''],
    ['a page that says something else', 'unreadable', 200, 'version: newest\nfiles: []\n'],
    ['a page of a hotel', 'unreadable', 200, '<html><body>Welcome: sign in</body></html>'],
  ])('says what is wrong with %s', async (_name, code, status, body) => {
    server.answers.set(CHANNEL, (_request, response) => void response.writeHead(status).end(body));
    await expect(program().look()).rejects.toEqual(problem(code));
  });
  it('says so where the certificate of the server is not trusted', async () => {
    await expect(program().look(server.url, null)).rejects.toMatchObject({
      code: 'updates.unreachable',
      message: expect.stringContaining('not trusted') as string,
    });
  });
  it('goes nowhere without encryption, and in no circle', async () => {
    const to = (location: string) => (_request: unknown, response: ServerResponse) =>
      void response.writeHead(302, { location }).end();
    server.answers.set(CHANNEL, to('http://localhost:9/latest.yml'));
    await expect(program().look()).rejects.toEqual(problem('not-encrypted'));
    server.answers.set(CHANNEL, to(CHANNEL));
    await expect(program().look()).rejects.toEqual(problem('unreachable'));
  });
});

describe('on GitHub', () => {
  const STORE = 'objects.githubusercontent.com';
  const releases = '/finance/reconciler/releases';

  it('finds the latest release, and fetches it where GitHub keeps it, by the proxy', async () => {
    const certificates = join(folder, 'github');
    mkdirSync(certificates);
    const github = await releaseServer(certificates, ['github.com', STORE]);
    const proxy = await proxyTo(github);
    const at = (path: string, body: string | Buffer): void => {
      github.answers.set(
        path,
        (_request, response) =>
          void response.writeHead(302, { location: `https://${STORE}/stored${path}` }).end(),
      );
      github.answers.set(`/stored${path}`, bytes(body));
    };
    const link = '<link rel="alternate" href="https://github.com/finance/reconciler/releases/tag/';
    github.answers.set(
      `${releases}.atom`,
      bytes(
        `<feed><entry>${link}v0.4.0"/><title>0.4.0</title><content>News</content></entry></feed>`,
      ),
    );
    github.answers.set(`${releases}/latest`, bytes('{"tag_name":"v0.4.0"}'));
    at(`${releases}/download/v0.4.0${CHANNEL}`, updateInfo('0.4.0', FILE, NEWER));
    at(`${releases}/download/v0.4.0/${FILE}`, NEWER);
    const { updates, file, download } = program();
    const place = { kind: 'github', owner: 'finance', repository: 'reconciler' } as const;
    const network = { proxy: proxy.url, caFile: github.caFile };
    expect(await updates.look(place, network)).toEqual({
      version: '0.4.0',
      releasedOn: '2026-12-01',
      page: 'https://github.com/finance/reconciler/releases/tag/v0.4.0',
    });
    await download();
    await updates.install(false);
    expect(readFileSync(file)).toEqual(NEWER);
    expect([...new Set(github.asked.map(({ headers }) => headers.host))]).toEqual([
      'github.com',
      STORE,
    ]);
    expect(github.asked.filter(({ headers }) => 'x-user-staging-id' in headers)).toEqual([]);
    github.answers.clear();
    await expect(updates.look(place, network)).rejects.toEqual(problem('nothing-published'));
    proxy.close();
    await github.close();
  });
});

describe('downloading it', () => {
  it('tells how much has come, and changes nothing of the program', async () => {
    const { look, download, file } = program();
    await look();
    const shares: number[] = [];
    await download((share) => shares.push(share));
    expect(shares.at(-1)).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe('the program');
  });
  it('asks for it whole, once, also where it could be put together of parts', async () => {
    const list = updateInfo('0.4.0', FILE, NEWER).replace(
      /( +size: .*\n)/,
      '$1    blockMapSize: 100\n',
    );
    server.answers.set(CHANNEL, bytes(list));
    const { look, download } = program();
    await look();
    await download();
    const asked = server.asked.filter(({ url }) => url === `/${FILE}`);
    expect(asked.map(({ headers }) => headers.range)).toEqual([undefined]);
  });
  it('refuses a file whose checksum is not the one that was published, and keeps nothing of it', async () => {
    publish('0.4.0', Buffer.alloc(NEWER.length, 'another program '), NEWER);
    const { look, download, updates, home } = program();
    await look();
    await expect(download()).rejects.toEqual(problem('not-as-published'));
    expect(existsSync(join(home, 'cached', 'pending', FILE))).toBe(false);
    await expect(updates.install(false)).rejects.toEqual(problem('by-hand'));
  });
  it('refuses a file without a published checksum', async () => {
    server.answers.set(CHANNEL, bytes(`version: 0.4.0\nfiles:\n  - url: ${FILE}\n`));
    const { look, download } = program();
    await look();
    await expect(download()).rejects.toEqual(problem('unreadable'));
  });
  it('says so where it breaks off, and fetches it whole the next time', async () => {
    server.answers.set(`/${FILE}`, (_request, response) => {
      response.writeHead(200, { 'content-length': NEWER.length });
      response.write(NEWER.subarray(0, 100_000), () => response.destroy());
    });
    const { look, download, updates, file } = program();
    await look();
    await expect(download()).rejects.toEqual(problem('unreachable'));
    server.answers.set(`/${FILE}`, bytes(NEWER));
    await download();
    expect(await updates.install(false)).toBe(false);
    expect(readFileSync(file)).toEqual(NEWER);
  });
  it('says so where the file is gone, or its way leads out of the encryption or in a circle', async () => {
    const { look, download } = program();
    await look();
    server.answers.delete(`/${FILE}`);
    await expect(download()).rejects.toEqual(problem('nothing-published'));
    for (const [location, code] of [
      ['http://localhost:9/x', 'not-encrypted'],
      [`/${FILE}`, 'unreachable'],
    ] as const) {
      server.answers.set(
        `/${FILE}`,
        (_request, response) => void response.writeHead(302, { location }).end(),
      );
      await expect(download()).rejects.toEqual(problem(code));
    }
  });
  it('ends when it is told to', async () => {
    const { look, download } = program();
    await look();
    const stopping = new AbortController();
    server.answers.set(`/${FILE}`, (_request, response) => {
      response.writeHead(200, { 'content-length': NEWER.length });
      response.write(NEWER.subarray(0, 100_000), () => stopping.abort());
    });
    await expect(download(undefined, stopping.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
  it('says so where it cannot be kept', async () => {
    const { look, download, home } = program();
    writeFileSync(join(home, 'cached'), 'a file where the folder would be');
    await look();
    await expect(download()).rejects.toMatchObject({
      code: expect.stringMatching(/^updates\./) as string,
    });
  });
  it('on Windows refuses an installer whose signature cannot be checked', async () => {
    const { look, download, home } = program('nsis', 'publisherName: Thrive Cash\n');
    server.answers.set(CHANNEL, bytes(updateInfo('0.4.0', 'thrive.exe', NEWER)));
    server.answers.set('/thrive.exe', bytes(NEWER));
    await look();
    await expect(download()).rejects.toEqual(problem('signature'));
    // On other systems than Windows the shell takes its NUL for a file.
    if (process.platform !== 'win32') rmSync('NUL', { force: true });
    expect(existsSync(join(home, 'cached', 'pending', 'thrive.exe'))).toBe(false);
  });
});

describe('installing it', () => {
  it('puts it in the place of the program, under its name', async () => {
    const { look, download, updates, file, home } = program();
    await look();
    await download();
    expect(await updates.install(true)).toBe(true);
    expect(readFileSync(file)).toEqual(NEWER);
    expect(statSync(file).mode & 0o777).toBe(0o755);
    expect(existsSync(`${file}.new`)).toBe(false);
    expect(existsSync(join(home, 'cached', 'pending', FILE))).toBe(false);
  });
  it('refuses a file that was changed since it was verified', async () => {
    const { look, download, updates, file, home } = program();
    await look();
    await download();
    writeFileSync(join(home, 'cached', 'pending', FILE), 'another program');
    await expect(updates.install(false)).rejects.toEqual(problem('not-as-published'));
    expect(readFileSync(file, 'utf8')).toBe('the program');
  });
  it('leaves the program as it is where its place is gone', async () => {
    const { look, download, updates, file, home } = program();
    await look();
    await download();
    rmSync(file);
    mkdirSync(file);
    writeFileSync(join(file, 'x'), '');
    await expect(updates.install(false)).rejects.toMatchObject({
      code: expect.stringMatching(/^updates\./) as string,
    });
    expect(existsSync(join(home, 'thrive.AppImage.new'))).toBe(false);
  });
});
