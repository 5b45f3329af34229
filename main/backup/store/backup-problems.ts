import { Problem } from '../../../core/contract/problem.ts';

/** Something that a backup is made of is not where it was stored. */
export function missing(place: string, name: string, cause?: unknown): Problem {
  return new Problem(
    {
      kind: 'verification-failed',
      code: 'backup.missing',
      message: `${name} is missing in ${place}.`,
      hint: 'Choose an earlier backup, or one that is kept elsewhere.',
      details: { place, name },
    },
    cause,
  );
}

/** Something that a backup is made of is not what was stored. */
export function damaged(place: string, name: string, how: string): Problem {
  return new Problem({
    kind: 'verification-failed',
    code: 'backup.damaged',
    message: `${name} in ${place} is not what was stored: ${how}.`,
    hint: 'Choose an earlier backup, or one that is kept elsewhere. The next backup stores it anew where the data folder still has it.',
    details: { place, name },
  });
}

/** A file changed while it was being stored. */
export function fileChanged(path: string): Problem {
  return new Problem({
    kind: 'busy',
    code: 'backup.file-changed',
    message: `${path} was changed while it was being backed up.`,
    hint: 'This backup was not made; earlier ones are as they were. Make it again.',
    details: { path },
  });
}

/** The place failed. */
export function placeFailed(place: string, reason: string, cause: unknown): Problem {
  return new Problem(
    {
      kind: 'delivery-failed',
      code: 'backup.place-failed',
      message: `Backups cannot be kept in ${place}: ${reason}.`,
      hint: 'Check that the drive is connected, not full and may be written to. Earlier backups are as they were.',
      details: { place },
    },
    cause,
  );
}
