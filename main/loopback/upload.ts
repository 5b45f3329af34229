import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { forgetFile } from '../../core/disk/forget-file.ts';
import { renamePatiently } from '../../core/disk/rename.ts';
import { uploadFolder } from '../data-folder/data-folder.ts';
import { isDeviceName } from '../data-folder/file-name.ts';
import { meaningOf } from '../../core/contract/problem-codes.ts';
import { Problem } from '../../core/contract/problem.ts';

/**
 * Keeps an uploaded file as `uploads/<sha256>/<name>` of the data folder and returns its path. The
 * same bytes under the same name are the same place; other bytes are recognised by their name and rows. What breaks
 * off, or is larger than `most` bytes, leaves nothing.
 *
 * @throws Problem `upload.name`, `upload.too-large`, `upload.cut-off` or `upload.disk-full`.
 */
export async function keepUpload(
  root: string,
  name: unknown,
  body: Readable,
  most: number,
): Promise<string> {
  const safe = safeName(name);
  const folder = uploadFolder(root);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const arriving = join(folder, `.arriving-${randomUUID()}`);
  const file = createWriteStream(arriving, { mode: 0o600 });
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await pipeline(
      // Not destroyed by a refusal: the browser gets its answer once all of the body is taken in.
      body.iterator({ destroyOnReturn: false }),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          refuseTooLarge(bytes, most);
          hash.update(chunk);
          yield chunk;
        }
      },
      file,
    );
    const kept = join(folder, hash.digest('hex'));
    await mkdir(kept, { recursive: true, mode: 0o700 });
    const place = join(kept, safe);
    await renamePatiently(arriving, place);
    return place;
  } catch (error) {
    // A file that is still being opened would come into being after it was deleted.
    file.destroy();
    if (!file.closed) await new Promise<void>((resolve) => file.once('close', resolve));
    await forgetFile(arriving);
    throw uploadProblem(error);
  }
}

/** What every file system can keep. */
const LONGEST_NAME_BYTES = 250;

/** The name as it is kept. One that names a folder was not made by a file dialog and is refused. */
function safeName(name: unknown): string {
  // eslint-disable-next-line no-control-regex -- these are what must not be in a name
  const refused = /[/\\\u0000-\u001f\u007f]|^\.|^\s*$/;
  if (
    typeof name !== 'string' ||
    Buffer.byteLength(name) > LONGEST_NAME_BYTES ||
    refused.test(name)
  )
    throw new Problem({
      kind: 'usage',
      code: 'upload.name',
      message: meaningOf('upload.name'),
      hint: 'Rename the file and upload it again.',
    });
  // What Windows does not allow.
  const kept = name.replace(/[<>:"|?*]/g, '_').replace(/[. ]+$/, '_');
  return isDeviceName(kept) ? `_${kept}` : kept;
}

/** Throws Problem `upload.too-large` where these are more bytes than may be uploaded. */
export function refuseTooLarge(bytes: number, most: number): void {
  if (bytes <= most) return;
  throw new Problem({
    kind: 'usage',
    code: 'upload.too-large',
    message: `The file is larger than ${Math.floor(most / 2 ** 30)} GiB.`,
    hint: 'Restart the program with --allow and the folder of the file, then enter its path instead.',
  });
}

function uploadProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC')
    return new Problem(
      {
        kind: 'usage',
        code: 'upload.disk-full',
        message: 'The drive with the data folder is full.',
        hint: 'Free up space, or restart the program with --data-dir and a folder on another drive.',
      },
      error,
    );
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'ABORT_ERR')
    return new Problem(
      {
        kind: 'usage',
        code: 'upload.cut-off',
        message: meaningOf('upload.cut-off'),
        hint: 'Upload the file again.',
      },
      error,
    );
  return error;
}
