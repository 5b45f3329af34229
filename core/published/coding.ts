import { createIdPool } from '../ledger/ids.ts';
import type { IdPool } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** From what a file holds to the numbers of the ledger's dictionaries. */
export interface Coding {
  /** Grows by what only the files hold. */
  readonly texts: readonly string[];
  ofText(text: string | null): number;
  ofNumber(value: number): number;
}

function codingOf(pool: IdPool): Coding {
  const strange = new Map<string, number>();
  const ofText = (given: string | null): number => {
    const text = given ?? '';
    if (text !== '' && text === text.trim()) return pool.ofText(text);
    // No ledger holds a blank, or an id with blanks around it. Not NaN, which is equal to nothing: so
    // that rows without an id can be told and counted; and not the trimmed id, which it is not.
    const value = strange.get(text) ?? -pool.texts.push(text);
    strange.set(text, value);
    return value;
  };
  return {
    texts: pool.texts,
    ofText,
    ofNumber: (value) => (Number.isNaN(value) ? ofText(null) : pool.ofNumber(value)),
  };
}

function textCoding(pool: readonly string[]): Coding {
  const texts = [...pool];
  const codes = new Map(texts.map((entry, code) => [entry, code]));
  const ofText = (given: string | null): number => {
    const known = codes.get(given ?? '');
    if (known !== undefined || given === null) return known ?? -1;
    codes.set(given, texts.push(given) - 1);
    return texts.length - 1;
  };
  return { texts, ofText, ofNumber: (value) => ofText(String(value)) };
}

/** The dictionaries that the files tell their values in. */
export interface Codings {
  readonly ids: Coding;
  readonly customers: Coding;
  readonly currencies: Coding;
}

/** The codings that begin with the dictionaries of a ledger. */
export function codingsOf({ id, customer, currency }: Ledger): Codings {
  return {
    ids: codingOf(createIdPool(id.pool)),
    customers: codingOf(createIdPool(customer.pool)),
    currencies: textCoding(currency?.pool ?? []),
  };
}

/** The id that a value stands for. */
export function idTextOf({ texts }: Coding, value: number): string {
  return value >= 0 ? String(value) : (texts[-value - 1] ?? '');
}
