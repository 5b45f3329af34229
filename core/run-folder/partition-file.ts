import { createHash, hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';

/**
 * The finished partitions of a step, appended one after the other as they come: what a step that was
 * killed does not do again. Nothing of it has to reach the disk at once, for a record that did not, or
 * only in part, is seen by its checksum and done anew.
 */
export interface PartitionFile {
  /** Whether a partition's record is in the file. */
  has(partition: number): boolean;
  append(partition: number, body: Uint8Array): void;
  /** SHA-256 over the records of all partitions in their order, whatever order they were written in. */
  checksum(): string;
  close(): void;
}

const MAGIC = 0x5054_5231;
const HEAD = 48;
const MOST_BYTES = 2 ** 31;

/**
 * Opens the file of a step, or makes it. `identity` names what the records were made from: a file of
 * anything else is begun anew. `onRecord` is called for each partition that is there, in the order in
 * which they were written; after `most` of them the rest is forgotten. What it throws is thrown on.
 */
export function openPartitionFile(
  path: string,
  identity: string,
  onRecord: (partition: number, body: Buffer) => void,
  most = Infinity,
): PartitionFile {
  const file = openSync(path, 'a+');
  const digests = new Map<number, string>();
  try {
    let end = 0;
    const first = recordAt(file, 0);
    if (first?.partition === -1 && first.body.toString('utf8') === identity) {
      end = first.end;
      for (let record = recordAt(file, end); record; record = recordAt(file, end)) {
        if (digests.size >= most) break;
        onRecord(record.partition, record.body);
        digests.set(record.partition, record.digest);
        end = record.end;
      }
    }
    ftruncateSync(file, end);
    if (end === 0) writeRecord(file, -1, Buffer.from(identity));
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return {
    has: (partition) => digests.has(partition),
    append(partition, body) {
      digests.set(partition, writeRecord(file, partition, body));
    },
    checksum: () => checksumOf(digests),
    close: () => closeSync(file),
  };
}

/**
 * Hands over the records of a file in the order of their partitions, and returns their checksum; null
 * where there is no such file. The file is not changed.
 */
export function readPartitionFile(path: string, onRecord: (body: Buffer) => void): string | null {
  if (!existsSync(path)) return null;
  const file = openSync(path, 'r');
  try {
    const digests = new Map<number, string>();
    const places = new Map<number, number>();
    let at = recordAt(file, 0)?.end ?? 0;
    for (let record = recordAt(file, at); record; record = recordAt(file, at)) {
      digests.set(record.partition, record.digest);
      places.set(record.partition, at);
      at = record.end;
    }
    for (const [, place] of [...places].sort(([a], [b]) => a - b)) {
      const record = recordAt(file, place);
      if (record) onRecord(record.body);
    }
    return checksumOf(digests);
  } finally {
    closeSync(file);
  }
}

function checksumOf(digests: ReadonlyMap<number, string>): string {
  const whole = createHash('sha256');
  for (const partition of [...digests.keys()].sort((a, b) => a - b))
    whole.update(`${partition} ${digests.get(partition)!}\n`);
  return whole.digest('hex');
}

function writeRecord(file: number, partition: number, body: Uint8Array): string {
  const digest = hash('sha256', body, 'hex');
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(MAGIC, 0);
  head.writeInt32LE(partition, 4);
  head.writeDoubleLE(body.byteLength, 8);
  head.write(digest, 16, 'hex');
  for (const part of [head, body])
    for (let at = 0; at < part.byteLength;) at += writeSync(file, part, at);
  return digest;
}

function recordAt(
  file: number,
  at: number,
): { partition: number; body: Buffer; digest: string; end: number } | null {
  const size = fstatSync(file).size;
  if (size < at + HEAD) return null;
  const head = Buffer.alloc(HEAD);
  readFully(file, head, at);
  const length = head.readDoubleLE(8);
  if (head.readUInt32LE(0) !== MAGIC || !(length >= 0 && length < MOST_BYTES)) return null;
  const end = at + HEAD + length;
  if (size < end) return null;
  const body = Buffer.alloc(length);
  readFully(file, body, at + HEAD);
  const digest = hash('sha256', body, 'hex');
  if (digest !== head.toString('hex', 16, 48)) return null;
  return { partition: head.readInt32LE(4), body, digest, end };
}

function readFully(file: number, into: Buffer, from: number): void {
  for (let at = 0; at < into.length;) {
    const read = readSync(file, into, at, into.length - at, from + at);
    if (read === 0) throw new Error('The file became shorter while it was read.');
    at += read;
  }
}
