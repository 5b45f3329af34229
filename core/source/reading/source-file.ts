import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { damaged, sourceProblem, systemProblem } from './source-problem.ts';

/** A regular, non-empty file that is open for reading. */
export interface SourceFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  close(): Promise<void>;
}

/** The calls to the file system, so that a test can make them fail. */
export interface FileSystem {
  readonly stat: typeof stat;
  readonly open: typeof open;
}

/**
 * Opens a source. Throws `source.missing`, `source.directory`, `source.no-permission`,
 * `source.empty`, or `source.not-a-workbook` for pipes and devices.
 */
export async function openFile(
  path: string,
  files: FileSystem = { stat, open },
): Promise<SourceFile> {
  let handle: FileHandle | undefined;
  try {
    // Asked before opening: opening a pipe that nobody writes to would wait for ever.
    const before = await files.stat(path);
    if (before.isDirectory()) {
      throw sourceProblem('source.directory', `${basename(path) || path} is a folder, not a file.`);
    }
    if (!before.isFile()) {
      throw sourceProblem('source.not-a-workbook', `${basename(path)} is not a regular file.`);
    }
    handle = await files.open(path, 'r');
    const now = await handle.stat();
    if (now.size === 0)
      throw sourceProblem('source.empty', `${basename(path)} is empty (0 bytes).`);
    const opened = handle;
    return {
      path,
      handle,
      bytes: now.size,
      modifiedAt: now.mtimeMs,
      close: () => opened.close(),
    };
  } catch (thrown) {
    await handle?.close();
    throw systemProblem(thrown, path) ?? thrown;
  }
}

/** The first bytes of a file, at most `length`. */
export async function readHead(file: SourceFile, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.min(length, file.bytes));
  return buffer.subarray(0, await readInto(file, buffer, 0, buffer.length, 0));
}

/** Fills `buffer` from `offset`; returns the bytes read, fewer than asked only at the file's end. */
export async function readInto(
  file: SourceFile,
  buffer: Buffer,
  offset: number,
  length: number,
  position: number,
): Promise<number> {
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.handle.read(
      buffer,
      offset + done,
      length - done,
      position + done,
    );
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}

/** The bytes of a range in fresh buffers; throws `source.damaged` where the file ends before it. */
export async function* readRange(
  file: SourceFile,
  start: number,
  length: number,
  chunkBytes = 256 * 1024,
): AsyncGenerator<Buffer> {
  for (let done = 0; done < length;) {
    const want = Math.min(chunkBytes, length - done);
    const buffer = Buffer.allocUnsafe(want);
    if ((await readInto(file, buffer, 0, want, start + done)) < want) {
      throw damaged(`${basename(file.path)} is incomplete.`);
    }
    done += want;
    yield buffer;
  }
}
