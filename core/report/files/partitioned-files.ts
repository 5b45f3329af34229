import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fdatasync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { renamePatientlySync } from '../../disk/rename.ts';
import type { ColumnHead } from '../columns/column.ts';
import type { OutputFile } from '../../disk/publish.ts';
import { PART_FORMATS } from './part-formats.ts';
import type { PartFormat, PartFormatName } from './part-formats.ts';

/** A file that is written partition by partition, before there is a row. */
export interface PartitionedFile {
  readonly name: string;
  readonly format: PartFormatName;
  readonly heads: readonly ColumnHead[];
}

/** A partition's part of a file. */
export interface FilePart {
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** What its format has to know of it. */
  readonly facts: unknown;
}

/** A partition's part of each file that is written partition by partition, by the file's name. */
export interface WrittenPartition {
  readonly files: Readonly<Record<string, FilePart>>;
}

/**
 * The files that are written partition by partition. Each grows under a temporary name, whose bytes up
 * to the end of each partition are known by their checksum, so that an attempt that died can be gone on
 * with; it gets its own name when all of it is there.
 */
export interface PartitionedFiles {
  /** Writes the next partition's parts; returns what has to be known to go on after it. */
  append(partition: WrittenPartition): FileStates;
  /** Completes the files and gives those that are delivered their names. */
  publish(): PublishedFiles;
  /** Closes what is open; the temporary files stay. */
  close(): void;
}

export interface PublishedFiles {
  readonly outputs: readonly OutputFile[];
  /** Those that others are made of. */
  readonly kept: readonly KeptFile[];
}

/** A file that others are made of, and what is known of each partition's part, in their order. */
export interface KeptFile {
  readonly name: string;
  readonly path: string;
  readonly facts: readonly unknown[];
}

/** Where a file was after a partition. Plain data. */
export interface FileState {
  readonly bytes: number;
  readonly rows: number;
  /** SHA-256 of these bytes. */
  readonly sha256: string;
  /** What its format has to know of this partition's part. */
  readonly facts: unknown;
}
export type FileStates = Readonly<Record<string, FileState>>;

/** So many bytes are given to the disk at once: it works while the next are made. */
const SYNC_BYTES = 128 * 2 ** 20;
const datasync = promisify(fdatasync);

interface OpenFile extends PartitionedFile {
  readonly temporary: string;
  readonly file: number;
  readonly encoding: PartFormat;
  sha256: Hash;
  readonly facts: unknown[];
  bytes: number;
  rows: number;
}

/**
 * Opens the temporary files of the named ones in a folder. `earlier` are the states after each partition
 * that an earlier attempt has finished, in order; returns how many of them still hold, as the bytes on the
 * disk show, and goes on after these.
 */
export function openPartitionedFiles(
  folder: string,
  named: readonly PartitionedFile[],
  csvBom: boolean,
  earlier: readonly FileStates[],
): { readonly files: PartitionedFiles; readonly kept: number } {
  const open: OpenFile[] = [];
  const close = (): void => {
    for (const { file } of open.splice(0)) closeSync(file);
  };
  try {
    for (const file of named) {
      const { name } = file;
      const temporary = temporaryPart(folder, name);
      // An attempt that died while it gave the files their names: this one goes on with it.
      if (earlier.length > 0 && !existsSync(temporary) && existsSync(join(folder, name)))
        renamePatientlySync(join(folder, name), temporary);
      open.push({
        ...file,
        temporary,
        file: openSync(temporary, earlier.length > 0 ? 'a+' : 'w+'),
        encoding: PART_FORMATS[file.format],
        sha256: createHash('sha256'),
        facts: [],
        bytes: 0,
        rows: 0,
      });
    }
    const held = open.map((one) => statesThatHold(one, earlier));
    const kept = Math.min(...held);
    open.forEach((one, i) => {
      // The bytes are hashed once, unless another file has lost more than this one.
      if (held[i] !== kept) one.sha256 = createHash('sha256');
      goOnAfter(one, earlier.slice(0, kept), csvBom, held[i] === kept);
    });
    return { kept, files: { append: appendTo(open), publish: () => publish(open), close } };
  } catch (error) {
    close();
    throw error;
  }
}

/** Where a file of a folder grows until it is whole. */
export function temporaryPart(folder: string, name: string): string {
  return join(folder, `.${name}.part`);
}

/** How many of the states after partitions the bytes on the disk agree with; they are hashed on the way. */
function statesThatHold(one: OpenFile, earlier: readonly FileStates[]): number {
  let at = 0;
  for (const [p, states] of earlier.entries()) {
    const state = states[one.name];
    const before = one.sha256.copy();
    if (
      !state ||
      !hashUpTo(one.file, one.sha256, at, state.bytes) ||
      one.sha256.copy().digest('hex') !== state.sha256
    ) {
      one.sha256 = before;
      return p;
    }
    at = state.bytes;
  }
  return earlier.length;
}

function goOnAfter(
  one: OpenFile,
  states: readonly FileStates[],
  csvBom: boolean,
  hashed: boolean,
): void {
  const last = states[states.length - 1]?.[one.name];
  ftruncateSync(one.file, last?.bytes ?? 0);
  if (!last) {
    write(one, one.encoding.begin(one.heads, csvBom));
    return;
  }
  if (!hashed) hashUpTo(one.file, one.sha256, 0, last.bytes);
  one.bytes = last.bytes;
  one.rows = last.rows;
  one.facts.push(...states.map((state) => state[one.name]?.facts));
}

function appendTo(open: readonly OpenFile[]): PartitionedFiles['append'] {
  let unsynced = 0;
  let syncing = false;
  return ({ files }) => {
    for (const one of open) {
      const { bytes, rows, facts } = files[one.name]!;
      write(one, bytes);
      one.rows += rows;
      one.facts.push(facts);
      unsynced += bytes.byteLength;
    }
    if (unsynced >= SYNC_BYTES && !syncing) {
      unsynced = 0;
      syncing = true;
      // Only to make the disk begin: whether all of it arrived is asked when the files are published.
      void Promise.allSettled(open.map(({ file }) => datasync(file))).then(() => {
        syncing = false;
      });
    }
    return Object.fromEntries(
      open.map((one) => [
        one.name,
        {
          bytes: one.bytes,
          rows: one.rows,
          sha256: one.sha256.copy().digest('hex'),
          facts: files[one.name]!.facts,
        },
      ]),
    );
  };
}

function publish(open: OpenFile[]): PublishedFiles {
  const outputs: OutputFile[] = [];
  const kept: KeptFile[] = [];
  for (const one of open) {
    const { name, temporary, encoding, heads, facts } = one;
    if (!encoding.isDelivered) {
      kept.push({ name, path: temporary, facts });
      continue;
    }
    write(one, encoding.end(heads, facts));
    fsyncSync(one.file);
    outputs.push({
      name,
      bytes: one.bytes,
      sha256: one.sha256.copy().digest('hex'),
      rows: one.rows,
    });
  }
  for (const { name, file, temporary, encoding } of open.splice(0)) {
    closeSync(file);
    if (encoding.isDelivered) renamePatientlySync(temporary, join(dirname(temporary), name));
  }
  return { outputs, kept };
}

function write(one: OpenFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.byteLength;) at += writeSync(one.file, bytes, at);
  one.sha256.update(bytes);
  one.bytes += bytes.byteLength;
}

/** Adds the bytes of a file between two places to a hash; false where it is shorter. */
function hashUpTo(file: number, sha256: Hash, from: number, to: number): boolean {
  const buffer = Buffer.allocUnsafe(Math.min(2 ** 20, Math.max(0, to - from)));
  for (let at = from; at < to;) {
    const read = readSync(file, buffer, 0, Math.min(buffer.length, to - at), at);
    if (read === 0) return false;
    sha256.update(buffer.subarray(0, read));
    at += read;
  }
  return true;
}
