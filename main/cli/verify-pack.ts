import { open } from 'node:fs/promises';
import { Problem } from '../../core/contract/problem.ts';
import type { PackBytes } from '../../core/pack/verify/pack-fault.ts';
import { verifyPack } from '../../core/pack/verify/verify-pack.ts';
import type { PackVerdict } from '../../core/pack/verify/verify-pack.ts';
import type { Command } from './arguments/command.ts';
import type { Console } from './console.ts';

type VerifyPackCommand = Extract<Command, { readonly name: 'verify-pack' }>;

/**
 * Says of a pack whether each byte of it is what was written, and answers 0, or the exit code of a failed
 * verification. Throws Problem `pack.unreadable`.
 */
export async function verifyPackFile(
  { file, json }: VerifyPackCommand,
  console: Console,
): Promise<number> {
  const verdict = await verdictOf(file);
  console.say(json ? `${JSON.stringify(verdictJson(verdict))}\n` : verdictText(verdict));
  return verdict.faults.length === 0 ? 0 : console.exitCode({ kind: 'verification-failed' });
}

async function verdictOf(path: string): Promise<PackVerdict> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      return await verifyPack(bytesOf(file, size));
    } finally {
      await file.close();
    }
  } catch (error) {
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

function bytesOf(file: Awaited<ReturnType<typeof open>>, bytes: number): PackBytes {
  return {
    bytes,
    async read(at, length) {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, bytes - at)));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      return buffer.subarray(0, bytesRead);
    },
  };
}

function verdictJson({ sha256, bytes, manifest, faults }: PackVerdict): object {
  const { files = [], ...about } = manifest ?? {};
  return { verified: faults.length === 0, sha256, bytes, files: files.length, about, faults };
}

function verdictText({ sha256, manifest, faults }: PackVerdict): string {
  const about =
    manifest === null
      ? []
      : [`${manifest.source} ${manifest.period}, policy ${manifest.policy}, run ${manifest.run}`];
  const result =
    faults.length === 0
      ? [`Verified   ${countOf(manifest?.files.length ?? 0)}, every byte as it was written.`]
      : [
          `NOT what was written: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`,
          ...faults.map(({ what, message }) => `  ${what.padEnd(8)} ${message}`),
        ];
  return [
    ...about,
    ...result,
    `SHA-256    ${sha256}`,
    'Compare this SHA-256 with the one that was noted when the pack was made.',
    '',
  ].join('\n');
}

function countOf(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}
