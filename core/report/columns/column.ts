import type { TextBytes } from './text-bytes.ts';

/** A column of a partition's table, a number a row, as the encoders take it. */
export type ShareColumn = { readonly name: string } & (
  | {
      /** v ≥ 0: the id of these digits; v < 0: the text −v − 1; NaN: blank. */
      readonly kind: 'id';
      readonly values: Float64Array;
      /** All of it is written as text, because an id of the run is no plain number. */
      readonly asText: boolean;
      readonly texts: TextBytes;
      /** The same texts as CSV cells. */
      readonly csvTexts: TextBytes;
    }
  | {
      /** Index into the texts; −1, or an empty text: blank. */
      readonly kind: 'text';
      readonly values: Int32Array | Uint8Array;
      readonly texts: TextBytes;
      readonly csvTexts: TextBytes;
    }
  | {
      /** money: signed integer cents; time: wall-clock ms; count: a whole number. NaN: blank. */
      readonly kind: 'money' | 'time' | 'count';
      readonly values: Float64Array;
    }
);
