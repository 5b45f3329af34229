import { updateAddressOf } from '../../core/contract/updates/update-place.ts';
import { MOST_ENTITY_LETTERS } from '../../core/contract/settings.ts';
import type { AppSettings } from '../../core/contract/api/settings.ts';
import { centsOf, formatOf } from '../format/format.ts';

/** What a person typed: the value it means, or why it is none. */
export type Typed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly wrong: string };

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
    return wrong(`Enter an amount with at most two decimals, such as ${format.amount(150)}.`);
  if (cents < 0) return wrong('A tolerance cannot be negative.');
  if (cents > LARGEST) return wrong(`At most ${format.amount(LARGEST)}.`);
  return { ok: true, value: cents };
}

/** A whole number of workers from 0 (chosen by the program) to the processors of this machine. */
export function typedWorkers(text: string, processors: number): Typed<number> {
  const plain = text.trim();
  if (!/^\d{1,3}$/.test(plain)) return wrong('Enter a whole number; 0 lets the program choose.');
  const most = Math.min(processors, 64);
  if (Number(plain) > most)
    return wrong(`This computer has ${most} ${most === 1 ? 'processor' : 'processors'}.`);
  return { ok: true, value: Number(plain) };
}

/** The name of an entity; empty where it is not named. */
export function typedEntity(text: string): Typed<string> {
  const plain = text.trim();
  return plain.length > MOST_ENTITY_LETTERS
    ? wrong(`At most ${MOST_ENTITY_LETTERS} characters.`)
    : { ok: true, value: plain };
}

/** A whole path; null where it is left empty. */
export function typedPath(text: string): Typed<string | null> {
  const plain = text.trim();
  if (plain === '') return { ok: true, value: null };
  if (plain.length > 4096) return wrong('The path is too long.');
  return /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(plain)
    ? { ok: true, value: plain }
    : wrong('Enter the full path.');
}

/** The address of a proxy without user and password; null where it is left empty. */
export function typedProxy(text: string): Typed<string | null> {
  const plain = text.trim();
  if (plain === '') return { ok: true, value: null };
  if (plain.includes('@')) return wrong('Leave out user and password: they are not saved.');
  const found = /^https?:\/\/[^/?#\s]+\/?$/i.test(plain) ? URL.parse(plain) : null;
  if (!found || plain.length > 500)
    return wrong('Enter http://host:port, such as http://proxy.example.com:8080.');
  return { ok: true, value: plain.replace(/\/$/, '') };
}

/** The address of a company's own updates; null where it is left empty. */
export function typedUpdateAddress(text: string): Typed<string | null> {
  if (text.trim() === '') return { ok: true, value: null };
  const address = updateAddressOf(text);
  return address === null
    ? wrong('Enter an address that begins with https://, without user, password or question mark.')
    : { ok: true, value: address };
}

const LARGEST_CACHE_MIB = 10_000_000;

/** A size in MiB or GiB as MiB. */
export function typedCacheLimit(text: string): Typed<number> {
  const found = /^(\d{1,8}(?:[.,]\d{1,3})?)\s*(MiB|MB|GiB|GB)$/i.exec(text.trim());
  if (!found)
    return text.trim() === '0'
      ? { ok: true, value: 0 }
      : wrong('Enter a size such as 500 MiB or 4 GiB.');
  const size = Number(found[1]!.replace(',', '.'));
  const mebibytes = Math.round(/^g/i.test(found[2]!) ? size * 1024 : size);
  return mebibytes > LARGEST_CACHE_MIB
    ? wrong(`At most ${cacheLimitText(LARGEST_CACHE_MIB)}.`)
    : { ok: true, value: mebibytes };
}

/** 500 MiB, 4 GiB; 0 as it is. */
export function cacheLimitText(mebibytes: number): string {
  if (mebibytes === 0) return '0';
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024} GiB` : `${mebibytes} MiB`;
}

function wrong(words: string): { readonly ok: false; readonly wrong: string } {
  return { ok: false, wrong: words };
}
