import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';

/** A PostgreSQL of the tests' own, on 127.0.0.1, gone when it is stopped. */
export interface Cluster {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** `postgres://user:password@127.0.0.1:port/database` */
  url(database?: string): string;
  /** Connects as the superuser; the caller ends it. */
  connect(database?: string): Promise<pg.Client>;
  /** Resolves when the server is gone and its folder with it. */
  stop(): Promise<void>;
}

/** Where initdb and postgres are; or why they cannot be used here. */
export function postgresPrograms(): { readonly bin: string } | { readonly why: string } {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...(existsSync('/usr/lib/postgresql')
      ? readdirSync('/usr/lib/postgresql')
          .sort((a, b) => Number(b) - Number(a))
          .map((version) => `/usr/lib/postgresql/${version}/bin`)
      : []),
  ];
  const bin = folders.find((folder) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
  );
  if (bin === undefined)
    return { why: 'no initdb and postgres on the PATH or under /usr/lib/postgresql' };
  if (process.getuid?.() === 0 && userOf('postgres') === null)
    return { why: 'PostgreSQL refuses to run as root, and there is no user postgres to run it as' };
  return { bin };
}

/**
 * Starts a cluster in a folder of its own; ready to be connected to when it answers. With a certificate
 * it speaks TLS.
 */
export async function startCluster(
  bin: string,
  tls?: { readonly cert: string; readonly key: string },
): Promise<Cluster> {
  const asUser = process.getuid?.() === 0 ? userOf('postgres') : null;
  const folder = mkdtempSync(join(tmpdir(), 'warehouse-'));
  chmodSync(folder, 0o755);
  const own = (path: string): void => {
    if (asUser) chownSync(path, asUser.uid, asUser.gid);
  };
  own(folder);
  const data = join(folder, 'data');
  const options = { stdio: 'pipe', cwd: folder, ...(asUser ?? {}) } as const;
  carriedOut('cp', ['-pR', emptyCluster(bin, asUser), data]);
  if (tls)
    for (const [name, text] of [
      ['server.crt', tls.cert],
      ['server.key', tls.key],
    ] as const) {
      writeFileSync(join(data, name), text, { mode: 0o600 });
      own(join(data, name));
    }
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    ssl: tls ? 'on' : 'off',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    autovacuum: 'off',
    work_mem: '64MB',
    shared_buffers: '128MB',
    max_parallel_workers_per_gather: '0',
    max_connections: '20',
  };
  const server = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    options,
  );
  // Whatever ends the tests ends their server.
  const kill = (): void => void server.kill('SIGQUIT');
  process.once('exit', kill);
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.once('exit', (code) => reject(new Error(`postgres ended with ${code}: ${log}`)));
    server.stderr.on('data', (text) => {
      log += String(text);
      if (log.includes('ready to accept connections')) resolve();
    });
  });
  server.removeAllListeners('exit');
  const url = (database = 'postgres'): string =>
    `postgres://keeper:${PASSWORD}@127.0.0.1:${port}/${database}`;
  return {
    port,
    user: 'keeper',
    password: PASSWORD,
    url,
    connect: async (database) => {
      const client = new pg.Client({ connectionString: url(database) });
      await client.connect();
      return client;
    },
    stop: () =>
      new Promise((resolve) => {
        server.once('exit', () => {
          process.off('exit', kill);
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        // Immediate: the folder goes anyway.
        kill();
      }),
  };
}

const PASSWORD = 'keeper of the tests alone'.replaceAll(' ', '-');
const CACHE = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  'node_modules',
  '.cache',
  'thrive-postgres',
);

/** The folder of a cluster in which nothing is yet: made once for each version, by whoever comes first. */
function emptyCluster(bin: string, asUser: { uid: number; gid: number } | null): string {
  const version = carriedOut(join(bin, 'postgres'), ['--version'], asUser ?? {}).trim();
  const kept = join(CACHE, `${version.replaceAll(/[^\w.]+/g, '-')}-${asUser?.uid ?? 'own'}`);
  if (existsSync(kept)) return kept;
  const folder = mkdtempSync(join(tmpdir(), 'warehouse-empty-'));
  try {
    if (asUser) chownSync(folder, asUser.uid, asUser.gid);
    const passwordFile = join(folder, 'password');
    writeFileSync(passwordFile, PASSWORD, { mode: 0o600 });
    if (asUser) chownSync(passwordFile, asUser.uid, asUser.gid);
    const data = join(folder, 'data');
    carriedOut(
      join(bin, 'initdb'),
      [
        ...['-D', data, '-U', 'keeper', '-A', 'scram-sha-256', '-E', 'UTF8'],
        ...['--locale=C.UTF-8', '--no-sync', `--pwfile=${passwordFile}`],
      ],
      { cwd: folder, ...(asUser ?? {}) },
    );
    mkdirSync(CACHE, { recursive: true });
    carriedOut('cp', ['-pR', data, `${kept}.${process.pid}`]);
    try {
      renameSync(`${kept}.${process.pid}`, kept);
    } catch {
      // Another process was sooner, and made the same.
      rmSync(`${kept}.${process.pid}`, { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return kept;
}

/** What a command says. Throws what it complains of. */
function carriedOut(command: string, args: readonly string[], options: object = {}): string {
  const done = spawnSync(command, args, { ...options, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command} failed: ${done.stderr}`);
  return done.stdout;
}

function userOf(name: string): { uid: number; gid: number } | null {
  const id = (flag: string): number => Number(spawnSync('id', [flag, name]).stdout || NaN);
  const uid = id('-u');
  const gid = id('-g');
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : null;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
