import { z } from 'zod';

/** How long something is kept, counted from a day; `always`: it is never deleted. */
export const keepSchema = z.discriminatedUnion('unit', [
  z.strictObject({ unit: z.literal('days'), count: z.int().min(1).max(36_500) }),
  z.strictObject({ unit: z.literal('years'), count: z.int().min(1).max(100) }),
  z.strictObject({ unit: z.literal('always') }),
]);
export type Keep = z.infer<typeof keepSchema>;

interface KeptWords {
  readonly title: string;
  /** What is of this kind, and from which day its time counts. */
  readonly what: string;
  /** How long it is kept unless somebody says otherwise. */
  readonly keep: Keep;
  /** The rule cannot be changed. */
  readonly isFixed?: true;
}

const SEVEN_YEARS: Keep = { unit: 'years', count: 7 };
const THIRTY_DAYS: Keep = { unit: 'days', count: 30 };

/** What is kept, by kind (RULES.md section 17). What is of a kind, and how it is found, is in `main/keeping/kinds`. */
export const KEPT_KINDS = {
  'locked-runs': {
    title: 'Runs of locked periods',
    what: 'The files of each run that a period is locked with, from the day of the lock.',
    keep: SEVEN_YEARS,
  },
  runs: {
    title: 'Other completed runs',
    what: 'The files of completed runs that no locked period rests on, from the day on which they ended.',
    keep: SEVEN_YEARS,
  },
  'trial-runs': {
    title: 'Trial runs',
    what: 'The files of completed runs that were archived and count nowhere, from the day on which they were archived.',
    keep: THIRTY_DAYS,
  },
  'unfinished-runs': {
    title: 'Unfinished runs',
    what: 'What failed, halted, cancelled and interrupted runs have left, from the day on which they ended.',
    keep: THIRTY_DAYS,
  },
  packs: {
    title: 'Packs for the auditor',
    what: 'The packs in the data folder, from the day on which they were written.',
    keep: SEVEN_YEARS,
  },
  'source-copies': {
    title: 'Copies of source files',
    what: 'Uploaded files, and copies of files that were downloaded, from the day on which they were used last.',
    keep: SEVEN_YEARS,
  },
  'audit-log': {
    title: 'The audit log and the history',
    what: 'Who did what, and the figures, checksums and decisions of every run. A chain that is cut proves nothing, so nothing of it is deleted.',
    keep: { unit: 'always' },
    isFixed: true,
  },
} as const satisfies Readonly<Record<string, KeptWords>>;
export type KeptKind = keyof typeof KEPT_KINDS;
export const KEPT_KIND_NAMES = Object.keys(KEPT_KINDS) as [KeptKind, ...KeptKind[]];
export const keptKindSchema = z.enum(KEPT_KIND_NAMES);

/** `7 years`, `30 days`, `For good`. */
export function keepText(keep: Keep): string {
  if (keep.unit === 'always') return 'For good';
  const unit = keep.count === 1 ? keep.unit.slice(0, -1) : keep.unit;
  return `${keep.count} ${unit}`;
}
