import { open } from 'node:fs/promises';
import type { PackReading } from '../../core/contract/close/pack.ts';
import { Problem, runCancelled } from '../../core/contract/problem.ts';
import type { Tell } from '../../core/contract/steps.ts';
import type { PackBytes } from '../../core/pack/verify/pack-bytes.ts';
import { verifyPack } from '../../core/pack/verify/verify-pack.ts';

/** How the reading is stopped, and where it tells how far it is. */
interface Reading {
  readonly signal?: AbortSignal | undefined;
  readonly tell?: Tell | undefined;
}

/**
 * Whether a pack is what was written, byte by byte (RULES.md section 14). Throws Problem `pack.unreadable` or
 * `run.cancelled`.
 */
export async function verifiedPack(path: string, reading: Reading = {}): Promise<PackReading> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const { sha256, bytes, manifest, faults } = await verifyPack(bytesOf(file, size, reading));
      if (manifest === null) return { sha256, bytes, about: null, files: 0, faults };
      const { files, format, ...about } = manifest;
      void format;
      return { sha256, bytes, about, files: files.length, faults };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      {
        kind: 'source-unreadable',
        code: 'pack.unreadable',
        message: `The pack ${path} cannot be read.`,
        hint: 'Check the path, and that you may read the file.',
        details: { path },
      },
      error,
    );
  }
}

function bytesOf(
  file: Awaited<ReturnType<typeof open>>,
  bytes: number,
  { signal, tell }: Reading,
): PackBytes {
  let done = 0;
  // All of it is read for its own digest, then each file in it as it lies there, then once more unpacked.
  const of = 3 * bytes;
  return {
    bytes,
    async read(at, length) {
      if (signal?.aborted) throw runCancelled();
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, bytes - at)));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      done = Math.min(of, done + bytesRead);
      tell?.({ done, of, unit: 'bytes', words: 'Checking the pack' });
      return buffer.subarray(0, bytesRead);
    },
  };
}
