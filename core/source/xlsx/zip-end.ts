import { Readable } from 'node:stream';
import {
  fromFdPromise,
  fromRandomAccessReaderPromise,
  RandomAccessReader,
  type ZipFile,
} from 'yauzl';
import { readInto, readRange, type SourceFile } from '../reading/source-file.ts';

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const DIRECTORY_BYTES = 12;
const DIRECTORY_OFFSET = 16;
const COMMENT_LENGTH = 20;
const MOST_COMMENT = 0xffff;
/** So many bytes may follow an archive. */
const MOST_TRAILING = 2 ** 16;
/** What stands in place of an offset that is told elsewhere (zip64). */
const ELSEWHERE = 0xffffffff;

/**
 * Opens a zip archive, also one that bytes follow which are not of it, such as mail programs and scripts
 * append. Throws as yauzl does where the file holds none.
 */
export async function openZip(file: SourceFile): Promise<ZipFile> {
  const end = await archiveEnd(file);
  if (end === file.bytes) return fromFdPromise(file.handle.fd, { autoClose: false });
  return fromRandomAccessReaderPromise(new RangeReader(file), end, { autoClose: false });
}

/** Where the archive ends; the file's end where none is found. */
async function archiveEnd(file: SourceFile): Promise<number> {
  const length = Math.min(file.bytes, END_BYTES + MOST_COMMENT + MOST_TRAILING);
  const start = file.bytes - length;
  const tail = Buffer.alloc(length);
  await readInto(file, tail, 0, length, start);
  for (let at = length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END_SIGNATURE) continue;
    const end = start + at + END_BYTES + tail.readUInt16LE(at + COMMENT_LENGTH);
    if (end === file.bytes) return end;
    const directory = tail.readUInt32LE(at + DIRECTORY_OFFSET);
    // Its directory ends where it begins: chance has not written it.
    const fits = directory + tail.readUInt32LE(at + DIRECTORY_BYTES) === start + at;
    if (end < file.bytes && (fits || directory === ELSEWHERE)) return end;
  }
  return file.bytes;
}

class RangeReader extends RandomAccessReader {
  readonly #file: SourceFile;

  constructor(file: SourceFile) {
    super();
    this.#file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(readRange(this.#file, start, end - start));
  }
}
