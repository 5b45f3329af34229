import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * OpenStack Swift behind its s3api, all in one on this computer: a second S3 that others have written, where
 * Debian's packages `swift-proxy`, `swift-account`, `swift-container` and `swift-object` are installed.
 */
export interface SwiftServer {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  close(): Promise<void>;
}

const SERVERS = ['account', 'container', 'object'] as const;
const PYTHON = '/usr/bin/python3';
const KEYS = { accessKeyId: 'test:tester', secretAccessKey: 'not/a+secret/of/anyone' };

/** Why it cannot be started on this computer; null where it can. */
export const NO_SWIFT: string | null = [...SERVERS, 'proxy'].every((name) =>
  existsSync(programOf(name)),
)
  ? null
  : 'OpenStack Swift is not installed (Debian: swift-proxy, swift-account, swift-container, swift-object)';

function programOf(server: string): string {
  return `/usr/bin/swift-${server}-server`;
}

/** Starts it over a folder of its own, and stops it with all that it has stored. */
export async function swiftServer(): Promise<SwiftServer> {
  const folder = mkdtempSync(join(tmpdir(), 'thrive-swift-'));
  const ports = await freePorts(SERVERS.length + 1);
  mkdirSync(join(folder, 'drives', 'd1'), { recursive: true });
  makeRings(folder, ports);
  const running = [
    ...SERVERS.map((server, i) => start(folder, server, storageConfig(folder, server, ports[i]!))),
    start(folder, 'proxy', proxyConfig(folder, ports.at(-1)!)),
  ];
  const stop = async (): Promise<void> => {
    await Promise.all(running.map(ended));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const endpoint = `http://127.0.0.1:${ports.at(-1)}`;
    // Before the others listen, the one before them answers that it is too busy.
    for (const port of ports) await answering(port, running);
    return { endpoint, ...KEYS, close: stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

/** Writes down which drive holds what: there is one. By the system's Python, whose packages Debian's are. */
function makeRings(folder: string, ports: readonly number[]): void {
  const program = `
import sys
from swift.common.ring import RingBuilder
folder = sys.argv[1]
for name, port in zip(${JSON.stringify(SERVERS)}, sys.argv[2:]):
    ring = RingBuilder(4, 1, 1)
    ring.add_dev({'id': 0, 'region': 1, 'zone': 1, 'weight': 1, 'ip': '127.0.0.1', 'port': int(port), 'device': 'd1'})
    ring.rebalance()
    ring.get_ring().save(folder + '/' + name + '.ring.gz')
`;
  const { status, stderr } = spawnSync(PYTHON, ['-c', program, folder, ...ports.map(String)]);
  if (status !== 0) throw new Error(`The rings of Swift were not made: ${stderr?.toString()}`);
}

function start(folder: string, server: string, config: string): ChildProcess {
  const file = join(folder, `${server}.conf`);
  writeFileSync(file, config);
  return spawn(programOf(server), [file], { stdio: ['ignore', 'ignore', 'ignore'] });
}

/** What all its servers have in common. They wait for each other as long as a busy computer takes, not half a second. */
function common(folder: string, port: number): string {
  return `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
user = ${userInfo().username}
swift_dir = ${folder}
devices = ${join(folder, 'drives')}
mount_check = false
conn_timeout = 600
node_timeout = 600
recoverable_node_timeout = 600
workers = 0
fallocate_reserve = 0
log_level = ERROR
`;
}

function storageConfig(folder: string, server: string, port: number): string {
  return `${common(folder, port)}
[pipeline:main]
pipeline = ${server}-server
[app:${server}-server]
use = egg:swift#${server}
`;
}

function proxyConfig(folder: string, port: number): string {
  const filters = ['catch_errors', 'gatekeeper', 'healthcheck', 'cache', 'listing_formats', 'bulk'];
  const s3 = ['s3api', 'tempauth', 'slo', 'dlo', 'versioned_writes', 'symlink'];
  const settings: Readonly<Record<string, string>> = {
    cache: 'use = egg:swift#memcache\nmemcache_servers = 127.0.0.1:1',
    s3api: 'use = egg:swift#s3api\nlocation = us-east-1\nallow_multipart_uploads = true',
    tempauth: `use = egg:swift#tempauth\nuser_test_tester = ${KEYS.secretAccessKey} .admin`,
    versioned_writes: 'use = egg:swift#versioned_writes\nallow_object_versioning = true',
  };
  const sections = [...filters, ...s3].map(
    (name) => `[filter:${name}]\n${settings[name] ?? `use = egg:swift#${name}`}\n`,
  );
  return `${common(folder, port)}
[pipeline:main]
pipeline = ${[...filters, ...s3, 'proxy-server'].join(' ')}
${sections.join('')}
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
`;
}

/** Whatever it answers. */
async function answering(port: number, running: readonly ChildProcess[]): Promise<void> {
  for (;;) {
    const dead = running.find(({ exitCode }) => exitCode !== null);
    if (dead) throw new Error(`Swift did not start: ${dead.spawnargs.join(' ')}`);
    const answers = await fetch(`http://127.0.0.1:${port}/healthcheck`).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await pause(100);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
