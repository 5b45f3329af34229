import type { ColumnOf, IdForm } from './column.ts';
import type { SharedTexts } from './text-bytes.ts';
import { widestText } from './widest.ts';

/** Declares a column of amounts, signed cents. */
export function money<Rows>(
  name: string,
  values: (rows: Rows) => Float64Array,
  widest?: () => number,
): ColumnOf<Rows> {
  return {
    name,
    kind: 'money',
    widest,
    of: (rows) => ({ name, kind: 'money', values: values(rows) }),
  };
}

/** Declares a column of times, wall-clock ms; NaN is a blank. */
export function time<Rows>(name: string, values: (rows: Rows) => Float64Array): ColumnOf<Rows> {
  return { name, kind: 'time', of: (rows) => ({ name, kind: 'time', values: values(rows) }) };
}

/** Declares a column of whole numbers. */
export function count<Rows>(name: string, values: (rows: Rows) => Float64Array): ColumnOf<Rows> {
  return { name, kind: 'count', of: (rows) => ({ name, kind: 'count', values: values(rows) }) };
}

/** Declares a column of texts by their places in a dictionary of the run; −1 is a blank. */
export function texts<Rows>(
  name: string,
  { texts, csvTexts }: SharedTexts,
  values: (rows: Rows) => Int32Array | Uint8Array,
): ColumnOf<Rows> {
  return {
    name,
    kind: 'text',
    widest: () => widestText(texts),
    of: (rows) => ({ name, kind: 'text', texts, csvTexts, values: values(rows) }),
  };
}

/** Declares a column of ids in the run's coding. */
export function ids<Rows>(
  name: string,
  { texts, csvTexts }: SharedTexts,
  form: IdForm,
  values: (rows: Rows) => Float64Array,
  widest?: () => number,
): ColumnOf<Rows> {
  return {
    name,
    kind: 'id',
    ...form,
    widest,
    of: (rows) => ({ name, kind: 'id', values: values(rows), ...form, texts, csvTexts }),
  };
}
