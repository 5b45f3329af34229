import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { SourceLimits } from '../reading/raw-rows.ts';
import { readInto, readRange, type SourceFile } from '../reading/source-file.ts';
import { damaged, sourceProblem } from '../reading/source-problem.ts';
import { leavesOf, type Leaf } from './parquet-leaves.ts';
import { needsPlainCopy } from './parquet-support.ts';
import { BYTE_STREAM_SPLIT, DICTIONARY, plainPage, type Page } from './plain-page.ts';
import {
  fieldBytes,
  i32,
  i64,
  readFields,
  struct,
  structIn,
  structs,
  structsIn,
  wholeIn,
  wholes,
  wholesIn,
  type RawFields,
} from './thrift-fields.ts';

/** A copy of a Parquet file that DuckDB reads. */
export interface PlainCopy {
  readonly path: string;
  /** Removes it; it must not be open any more. */
  remove(): Promise<void>;
}

/** Pages are about a MiB; what says that it is so much longer is made to take the memory. */
const MOST_PAGE_BYTES = 512 * 2 ** 20;
/** Headers have some fifty bytes, and the smallest and the largest value. */
const HEADER_BYTES = 64 * 1024;
const MOST_HEADER_BYTES = 64 * 2 ** 20;

const MAGIC = Buffer.from('PAR1');

/**
 * Copies a file page by page to the system's folder for temporary files: columns that DuckDB does not read lose
 * their compression and their splitting by byte there, and not a value is changed. `footer` is FileMetaData as it
 * lies. Throws `source.damaged`, and `source.too-large` beyond the limits or where there is no room.
 */
export async function plainCopy(
  file: SourceFile,
  footer: Uint8Array,
  limits: SourceLimits,
): Promise<PlainCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'thrive-parquet-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'plain.parquet');
    const handle = await open(path, 'wx', 0o600);
    try {
      await copyFile(file, footer, copyTo(handle, basename(file.path), limits.maxTotalBytes));
    } finally {
      await handle.close();
    }
    return { path, remove };
  } catch (thrown) {
    await remove();
    throw thrown;
  }
}

/** The copy under way. */
interface Copy {
  /** Where the next bytes will lie. */
  at(): number;
  write(bytes: Uint8Array): Promise<void>;
}

function copyTo(handle: FileHandle, name: string, most: number): Copy {
  let at = 0;
  return {
    at: () => at,
    async write(bytes) {
      at += bytes.length;
      if (at > most)
        throw sourceProblem(
          'source.too-large',
          `${name} is larger when unpacked than this program can read.`,
        );
      try {
        await handle.writeFile(bytes);
      } catch (thrown) {
        throw noRoom(name, thrown);
      }
    },
  };
}

function noRoom(name: string, thrown: unknown): unknown {
  const code = (thrown as { code?: unknown }).code;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return thrown;
  return sourceProblem(
    'source.too-large',
    `There is no room to unpack ${name}: the drive with the folder for temporary files is full.`,
    'Free some space on it, or export the file with Snappy or Zstandard.',
    thrown,
  );
}

async function copyFile(file: SourceFile, bytes: Uint8Array, copy: Copy): Promise<void> {
  await copy.write(MAGIC);
  const footer = readFields({ bytes, at: 0 });
  const leaves = leavesOf(footer);
  const groups = structsIn(footer, 4);
  for (const group of groups) {
    const start = copy.at();
    const columns = structsIn(group, 1);
    if (columns.length !== leaves.length)
      throw damaged(`The footer of ${basename(file.path)} does not name all of its columns.`);
    for (const [i, column] of columns.entries()) await copyColumn(file, column, leaves[i]!, copy);
    const length = copy.at() - start;
    group.set(1, structs(columns)).set(5, i64(start)).set(6, i64(length));
  }
  const copied = fieldBytes(footer.set(4, structs(groups)));
  const end = Buffer.alloc(4);
  end.writeUInt32LE(copied.length);
  await copy.write(Buffer.concat([copied, end, MAGIC]));
}

/** Copies a column of a row group (ColumnChunk), and says in it where it lies now. */
async function copyColumn(
  file: SourceFile,
  column: RawFields,
  leaf: Leaf,
  copy: Copy,
): Promise<void> {
  const about = structIn(column, 3);
  const encodings = wholesIn(about, 2);
  const [dictionary, data, length] = [wholeIn(about, 11), wholeIn(about, 9), wholeIn(about, 7)];
  const start = dictionary > 0 ? Math.min(dictionary, data) : data;
  if (start < MAGIC.length || length < 0 || start + length > file.bytes)
    throw damaged(`The column ${leaf.name} of ${basename(file.path)} lies outside of the file.`);
  const to = copy.at();
  if (needsPlainCopy({ type: wholeIn(about, 1), codec: wholeIn(about, 4), encodings })) {
    const paged = { ...leaf, codec: wholeIn(about, 4) };
    const { firstData } = await copyPages(file, start, length, paged, copy);
    const plain = new Set(encodings.map((each) => (each === BYTE_STREAM_SPLIT ? 0 : each)));
    about.set(2, wholes([...plain])).set(4, i32(0));
    about.set(6, i64(copy.at() - to)).set(7, i64(copy.at() - to));
    about.set(9, i64(firstData));
    if (firstData > to) about.set(11, i64(to));
    else about.delete(11);
  } else {
    for await (const bytes of readRange(file, start, length)) await copy.write(bytes);
    about.set(9, i64(data - start + to));
    if (dictionary > 0) about.set(11, i64(dictionary - start + to));
  }
  // An index, counts of the encodings and a Bloom filter, of the column and (from 4 on) of its pages: they tell of
  // other places, and a reader does without them.
  for (const id of [10, 13, 14, 15]) about.delete(id);
  for (const id of [4, 5, 6, 7]) column.delete(id);
  column.set(2, i64(to)).set(3, struct(about));
}

/** Copies the pages of a column in plain; returns where the first one with values lies. */
async function copyPages(
  file: SourceFile,
  start: number,
  length: number,
  column: Leaf & { readonly codec: number },
  copy: Copy,
): Promise<{ firstData: number }> {
  let firstData: number | null = null;
  const end = start + length;
  for (let at = start; at < end;) {
    const { page, next } = await readPage(file, at, end, column);
    at = next;
    const plain = inPlain(page, column, file);
    if (plain === null) continue;
    if (wholeIn(plain.header, 1) !== DICTIONARY) firstData ??= copy.at();
    await copy.write(fieldBytes(plain.header));
    await copy.write(plain.content);
  }
  return { firstData: firstData ?? copy.at() };
}

function inPlain(page: Page, column: Leaf & { codec: number }, file: SourceFile): Page | null {
  try {
    return plainPage(page, column);
  } catch (thrown) {
    throw damagedColumn(column, file, thrown);
  }
}

/** Reads the page at `at` of a column that ends at `end`, and where the next one begins. */
async function readPage(
  file: SourceFile,
  at: number,
  end: number,
  column: Leaf,
): Promise<{ page: Page; next: number }> {
  const { header, bytes } = await readHeader(file, at, end);
  const size = wholeIn(header, 3, -1);
  const plain = wholeIn(header, 2, -1);
  if (Math.max(size, plain) > MOST_PAGE_BYTES)
    throw sourceProblem(
      'source.too-large',
      `The column ${column.name} of ${basename(file.path)} is larger when unpacked than this program can read.`,
    );
  const from = at + bytes;
  if (size < 0 || plain < 0 || from + size > end) throw damagedColumn(column, file);
  const content = Buffer.alloc(size);
  await readInto(file, content, 0, size, from);
  return { page: { header, content }, next: from + size };
}

async function readHeader(
  file: SourceFile,
  at: number,
  end: number,
): Promise<{ header: RawFields; bytes: number }> {
  for (let length = HEADER_BYTES; ; length *= 16) {
    const head = Buffer.alloc(Math.min(length, end - at));
    await readInto(file, head, 0, head.length, at);
    const from = { bytes: head, at: 0 };
    try {
      return { header: readFields(from), bytes: from.at };
    } catch (thrown) {
      // Cut off, perhaps: with more of it there may be a header.
      if (head.length === end - at || length >= MOST_HEADER_BYTES) throw thrown;
    }
  }
}

function damagedColumn({ name }: Leaf, file: SourceFile, cause?: unknown): Error {
  return damaged(`The column ${name} of ${basename(file.path)} is damaged.`, undefined, cause);
}
