import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import type { ReadStream } from 'node:fs';
import { join } from 'node:path';
import type { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { ExportTarget, WrittenFile } from '../../core/contract/calls/written-file.ts';
import { writeExport } from '../app/export-file.ts';
import type { ExportContext } from '../app/export-file.ts';
import { wholeOutputs } from './copy-outputs.ts';

/**
 * Writes all published files of a run into one zip; each is first seen to be what was written. The same files make
 * the same zip. Throws Problem `run.no-outputs`, `run.outputs-changed`, and those of {@link writeExport}.
 */
export async function zipOutputs(
  context: ExportContext,
  runId: string,
  target: ExportTarget,
): Promise<WrittenFile> {
  const { outputs, folder } = await wholeOutputs(context, runId, null);
  const files = outputs
    .map(({ name, bytes }) => ({ name, bytes, path: join(folder, name) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const zip = async (path: string): Promise<null> => {
    await writeZip(path, files);
    return null;
  };
  return writeExport(context, target, 'outputs', zip, runId);
}

/** The day that every file in the zip bears. Without a zone, as zips have it: the same on every machine. */
const DATE = new Date(2026, 0, 1);

/** Files that are compressed in themselves; to do it again takes time and saves nothing. */
const COMPRESSED = /\.(parquet|xlsx)$/;

/** The quickest: twice as quick as the usual one, for a tenth more bytes. */
const LEVEL = 1;

interface ZippedFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/**
 * Writes files into a zip, in their order, as a stream: no ledger is too large for the memory. Where that fails, as on
 * a full disk, no file is left open.
 */
export async function writeZip(path: string, files: readonly ZippedFile[]): Promise<void> {
  const zip = new ZipFile();
  const out = zip.outputStream as PassThrough;
  zip.on('error', (error: Error) => out.destroy(error));
  let reading: ReadStream | null = null;
  for (const { name, path: from, bytes } of files)
    zip.addReadStreamLazy(
      name,
      {
        mtime: DATE,
        forceDosTimestamp: true,
        mode: 0o100644,
        compressionLevel: COMPRESSED.test(name) ? 0 : LEVEL,
        size: bytes,
      },
      (read) => read(null, (reading = createReadStream(from))),
    );
  zip.end();
  try {
    await pipeline(out, createWriteStream(path));
  } catch (error) {
    await closed(reading);
    throw error;
  }
}

/** The zip asks for one file after the other, and lets go of the one that it is at where nobody takes more of it. */
async function closed(stream: ReadStream | null): Promise<void> {
  if (stream === null || stream.closed) return;
  stream.destroy();
  await once(stream, 'close');
}
