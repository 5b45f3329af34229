import { createIdPool } from '../../ledger/ids.ts';
import type { ColumnOf, IdForm } from './column.ts';
import { sharedTexts } from './text-bytes.ts';

/**
 * The columns, in their order, of a table that is no longer than what a person works on: a row for each
 * item of a list. The `width` of a column is that on a sheet, in characters, where the one of its kind will
 * not do.
 */
export type ItemColumns<Item, Name extends string = string> = readonly ItemColumn<Item, Name>[];

/** A column of such a table; its name is part of its type. */
type ItemColumn<Item, Name extends string> = ColumnOf<readonly Item[]> & { readonly name: Name };

type OfItem<Item, Value> = (item: Item) => Value;

const numbers = <Item>(items: readonly Item[], of: OfItem<Item, number | null>): Float64Array =>
  Float64Array.from(items, (item) => of(item) ?? NaN);

/** Declares a column of texts; the empty text is a blank. On a sheet, those that wrap go on below themselves. */
export function eachText<Item, Name extends string>(
  name: Name,
  of: OfItem<Item, string>,
  width?: number,
  wraps?: 'wraps',
): ItemColumn<Item, Name> {
  const head = { name, kind: 'text', width, wraps: wraps === 'wraps' } as const;
  return {
    ...head,
    of: (items) => ({
      ...head,
      values: Int32Array.from(items, (_, row) => row),
      ...sharedTexts(items.map(of)),
    }),
  };
}

/** Declares a column of amounts, signed cents; null is a blank. */
export function eachMoney<Item, Name extends string>(
  name: Name,
  of: OfItem<Item, number | null>,
  width?: number,
): ItemColumn<Item, Name> {
  return {
    name,
    kind: 'money',
    of: (items) => ({ name, kind: 'money', values: numbers(items, of), width }),
  };
}

/** Declares a column of times, wall-clock ms; null is a blank. */
export function eachTime<Item, Name extends string>(
  name: Name,
  of: OfItem<Item, number | null>,
): ItemColumn<Item, Name> {
  return {
    name,
    kind: 'time',
    of: (items) => ({ name, kind: 'time', values: numbers(items, of) }),
  };
}

/** Declares a column of days, or of months by their first days, in wall-clock ms; sheets show no more of them. */
export function eachDate<Item, Name extends string>(
  name: Name,
  shows: 'day' | 'month',
  of: OfItem<Item, number | null>,
): ItemColumn<Item, Name> {
  return {
    name,
    kind: 'time',
    shows,
    of: (items) => ({ name, kind: 'time', shows, values: numbers(items, of) }),
  };
}

/** Declares a column of whole numbers. */
export function eachCount<Item, Name extends string>(
  name: Name,
  of: OfItem<Item, number>,
  width?: number,
): ItemColumn<Item, Name> {
  return {
    name,
    kind: 'count',
    of: (items) => ({ name, kind: 'count', values: numbers(items, of), width }),
  };
}

/** Declares a column of ids, told as texts; the empty text is a blank. */
export function eachId<Item, Name extends string>(
  name: Name,
  of: OfItem<Item, string>,
  form: IdForm,
  width?: number,
): ItemColumn<Item, Name> {
  return {
    name,
    kind: 'id',
    ...form,
    of: (items) => {
      const pool = createIdPool();
      const values = Float64Array.from(items, (item) => pool.ofText(of(item)));
      return { name, kind: 'id', ...form, values, ...sharedTexts(pool.texts), width };
    },
  };
}

const PLAIN: IdForm = { asText: false, sheetText: false };

/** Declares a column of whole numbers from 0 of which some may be blank (null), which no count is. */
export function eachNumber<Item, Name extends string>(
  name: Name,
  of: OfItem<Item, number | null>,
  width?: number,
): ItemColumn<Item, Name> {
  return {
    name,
    kind: 'id',
    ...PLAIN,
    of: (items) => ({
      name,
      kind: 'id',
      ...PLAIN,
      values: numbers(items, of),
      ...sharedTexts([]),
      width,
    }),
  };
}
