import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The application as electron-builder has packaged it, around a stand-in for Electron. */
export interface PackagedTree {
  /** The folder of the system, which goes into an installer. */
  readonly folder: string;
  /** The archive, extracted: what the program finds when it runs. */
  readonly application: string;
  /** The size of the archive, in bytes. */
  readonly archived: number;
  /** Paths in the application, with forward slashes, and the size of each in bytes. */
  readonly files: ReadonlyMap<string, number>;
  /** Those of them that lie beside the archive, where the system's loader can read them. */
  readonly unpacked: ReadonlySet<string>;
}

/** What Electron's fuses are found by in its binary, then their version and how many there are. */
const FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_COUNT = 8;
const OFF = '0'.charCodeAt(0);

/** An entry of the archive's header: a folder, a file or a link. */
interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly size?: number;
  readonly unpacked?: boolean;
}
interface Archives {
  getRawHeader(archive: string): { header: Entry };
  extractAll(archive: string, folder: string): void;
}
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const archives = builder('@electron/asar') as Archives;

/**
 * Packages the application for Linux by electron-builder itself, without Electron and without a network:
 * the archive, what lies beside it and the fuses are what `npm run package` makes.
 *
 * @param scratch an empty folder, which the caller removes.
 * @throws where electron-builder fails, with what it said.
 */
export function packagedTree(
  root: string,
  scratch: string,
  processor: string = process.arch,
): PackagedTree {
  const electron = join(scratch, 'electron');
  const output = join(scratch, 'release');
  writeStandIn(electron);
  const done = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'electron-builder', 'cli.js'),
      ...['--linux', 'dir', `--${processor}`, '--publish', 'never'],
      `-c.electronDist=${electron}`,
      `-c.directories.output=${output}`,
    ],
    { cwd: root, encoding: 'utf8' },
  );
  if (done.status !== 0) throw new Error(`electron-builder failed:\n${done.stdout}${done.stderr}`);
  const folder = join(
    output,
    processor === 'x64' ? 'linux-unpacked' : `linux-${processor}-unpacked`,
  );
  return readTree(folder, join(scratch, 'application'));
}

/** Electron as electron-builder finds it in a folder: a binary with fuses, a language, no program yet. */
function writeStandIn(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '');
  const wire = Buffer.from([1, FUSE_COUNT, ...Array<number>(FUSE_COUNT).fill(OFF)]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from(FUSES), wire]));
}

function readTree(folder: string, application: string): PackagedTree {
  const archive = join(folder, 'resources', 'app.asar');
  const { header } = archives.getRawHeader(archive);
  const files = new Map<string, number>();
  const unpacked = new Set<string>();
  for (const [path, entry] of entriesBelow(header, '')) {
    files.set(path, entry.size ?? 0);
    if (entry.unpacked === true) unpacked.add(path);
  }
  archives.extractAll(archive, application);
  return { folder, application, archived: statSync(archive).size, files, unpacked };
}

function* entriesBelow(entry: Entry, path: string): Generator<[string, Entry]> {
  if (entry.files === undefined) yield [path, entry];
  for (const [name, below] of Object.entries(entry.files ?? {}))
    yield* entriesBelow(below, path === '' ? name : `${path}/${name}`);
}

/** Whether each fuse of the packaged binary is on, in the order of Electron's wire. */
export function fusesOf(binary: Buffer): boolean[] {
  const wire = binary.indexOf(FUSES) + FUSES.length;
  return [...binary.subarray(wire + 2, wire + 2 + binary[wire + 1]!)].map((state) => state !== OFF);
}
