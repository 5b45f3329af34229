import { appSettingsSchema } from '../../core/contract/api/settings.ts';
import type { AppSettings } from '../../core/contract/api/settings.ts';
import { centsOf, formatOf } from '../format/format.ts';

/** What a person typed: the value it means, or why it is none. */
export type Typed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly wrong: string };

/** The largest tolerance that the settings take, in cents. */
const LARGEST = 100_000_000;

/** An amount of zero or more under the number format; cents. */
export function typedTolerance(
  text: string,
  settings: Pick<AppSettings, 'dateFormat' | 'numberFormat' | 'negatives'>,
): Typed<number> {
  const format = formatOf(settings);
  const cents = centsOf(text, settings.numberFormat);
  if (cents === null)
    return wrong(`Write an amount with at most two decimals, such as ${format.amount(150)}.`);
  if (cents < 0) return wrong('A tolerance cannot be negative.');
  if (cents > LARGEST) return wrong(`Not more than ${format.amount(LARGEST)}.`);
  return { ok: true, value: cents };
}

/** A whole number of workers from 0 (chosen by the program) to the processors of this machine. */
export function typedWorkers(text: string, processors: number): Typed<number> {
  const plain = text.trim();
  if (!/^\d{1,3}$/.test(plain)) return wrong('Write a whole number; 0 lets the program choose.');
  const most = Math.min(processors, 64);
  if (Number(plain) > most)
    return wrong(`This machine has ${most} ${most === 1 ? 'processor' : 'processors'}.`);
  return { ok: true, value: Number(plain) };
}

/** A day as `YYYY-MM-DD`; null where it is left empty. */
export function typedAsOf(text: string): Typed<string | null> {
  const plain = text.trim();
  if (plain === '') return { ok: true, value: null };
  return appSettingsSchema.shape.asOf.safeParse(plain).success
    ? { ok: true, value: plain }
    : wrong('Write a day as YYYY-MM-DD, or leave it empty.');
}

/** The path of a folder; null where it is left empty. */
export function typedFolder(text: string): Typed<string | null> {
  const plain = text.trim();
  if (plain === '') return { ok: true, value: null };
  if (plain.length > 4096) return wrong('The path is too long.');
  return /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(plain)
    ? { ok: true, value: plain }
    : wrong('Write the whole path, from the root on.');
}

function wrong(words: string): { readonly ok: false; readonly wrong: string } {
  return { ok: false, wrong: words };
}
