import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem, runCancelled } from '../../../core/contract/problem.ts';
import { fileName, unwritable } from '../export-file.ts';
import type { FetchOptions, RemoteBody } from './fetch-place.ts';
import { remoteProblem } from './remote-problem.ts';

/**
 * Writes a body to `fetched/<sha256>/<name>` in the data folder, whole or not at all, and returns
 * where, its SHA-256 and its size. Throws `source.truncated` where it ends before its announced size.
 */
export async function keepFetched(
  body: RemoteBody,
  name: string,
  place: string,
  { root, signal, onProgress }: FetchOptions,
): Promise<{ path: string; sha256: string; bytes: number }> {
  const folder = join(root, 'fetched');
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `${randomUUID()}.tmp`);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      for await (const chunk of body.chunks) {
        if (signal?.aborted) throw runCancelled();
        hash.update(chunk);
        await file.writeFile(chunk);
        bytes += chunk.byteLength;
        onProgress?.(bytes, body.bytes);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (body.bytes !== null && bytes !== body.bytes)
      throw remoteProblem(
        'source.truncated',
        `${place} ended after ${bytes} of ${body.bytes} bytes.`,
        'Try again; if it happens again, ask whoever keeps the file.',
      );
    const sha256 = hash.digest('hex');
    const path = join(folder, sha256, fileName(name));
    await mkdir(join(folder, sha256), { recursive: true });
    await rename(temporary, path);
    return { path, sha256, bytes };
  } catch (thrown) {
    await rm(temporary, { force: true });
    if (signal?.aborted) throw runCancelled();
    throw transferFailure(unwritable(thrown, folder), place, bytes, body.bytes);
  }
}

/** What to throw for a body that broke off: Problems as they are, all else as a broken connection. */
function transferFailure(
  thrown: unknown,
  place: string,
  bytes: number,
  of: number | null,
): unknown {
  if (thrown instanceof Problem) return thrown;
  // The storage's own checksum, which its client compares at the end of the body.
  if (/checksum mismatch/i.test(String(thrown)))
    return remoteProblem(
      'source.altered',
      `${place} did not arrive as it is kept: its checksum differs.`,
      'Try again; if it happens again, ask whoever keeps the file.',
      thrown,
    );
  return remoteProblem(
    'source.connection-lost',
    `The connection broke off after ${bytes}${of === null ? '' : ` of ${of}`} bytes of ${place}.`,
    'Check the network and try again.',
    thrown,
  );
}
