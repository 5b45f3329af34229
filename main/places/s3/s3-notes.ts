import { s3AccessSchema } from '../../../core/contract/api/places.ts';
import type { S3Access } from '../../../core/contract/api/places.ts';

const PREFIX = 's3.';
/** The parts that are on or off. */
const SWITCHES = new Set<string>(['pathStyle', 'requesterPays'] satisfies (keyof S3Access)[]);

/** How an S3 place was reached, as notes of a run, so that the run can be continued. No credentials. */
export function s3Notes(access: S3Access | null): Record<string, string> {
  return Object.fromEntries(
    Object.entries(access ?? {}).map(([name, value]) => [PREFIX + name, String(value)]),
  );
}

/** The same, read back; null where the run has no such notes, or none that fit. */
export function s3AccessOf(notes: Readonly<Record<string, string>>): S3Access | null {
  const entries = Object.entries(notes)
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([name, value]): [string, unknown] => {
      const key = name.slice(PREFIX.length);
      return [key, SWITCHES.has(key) ? value === 'true' : value];
    });
  if (entries.length === 0) return null;
  return s3AccessSchema.safeParse(Object.fromEntries(entries)).data ?? null;
}
