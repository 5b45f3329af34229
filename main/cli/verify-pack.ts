import type { PackReading } from '../../core/contract/close/pack.ts';
import { verifiedPack } from '../close/verified-pack.ts';
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
  const verdict = await verifiedPack(file);
  console.say(json ? `${JSON.stringify(verdictJson(verdict))}\n` : verdictText(verdict));
  return verdict.faults.length === 0 ? 0 : console.exitCode({ kind: 'verification-failed' });
}

function verdictJson({ about, faults, ...verdict }: PackReading): object {
  return { verified: faults.length === 0, ...verdict, about: about ?? {}, faults };
}

function verdictText({ sha256, about, files, faults }: PackReading): string {
  const told =
    about === null
      ? []
      : [`${about.source} ${about.period}, policy ${about.policy}, run ${about.run}`];
  const result =
    faults.length === 0
      ? [`Verified   ${countOf(files)}, every byte as it was written.`]
      : [
          `NOT what was written: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`,
          ...faults.map(({ what, message }) => `  ${what.padEnd(8)} ${message}`),
        ];
  return [
    ...told,
    ...result,
    `SHA-256    ${sha256}`,
    'Compare this SHA-256 with the one that was noted when the pack was made.',
    '',
  ].join('\n');
}

function countOf(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}
