import { orderTold } from './date-order.ts';
import type { DateOrder } from './date-order.ts';
import { markTold } from './decimal-mark.ts';
import type { DecimalMark } from './decimal-mark.ts';

/** A cell that says something about its column. */
export interface Witness {
  readonly row: number;
  readonly text: string;
}

/** What a whole column says about how it is written. */
export type Verdict<Format> =
  | { readonly is: 'plain' }
  /** `witness` is the first cell that allows no other reading. */
  | { readonly is: 'chosen'; readonly format: Format; readonly witness: Witness }
  /** Nothing in the column decides; `witness` is the first cell that can be read in two ways. */
  | { readonly is: 'ambiguous'; readonly cells: number; readonly witness: Witness }
  /** Cells that contradict each other. */
  | { readonly is: 'contradictory'; readonly witness: Witness; readonly against: Witness };

/** Collects what the cells of a column say; it keeps counts and the first cell of each kind. */
export interface ColumnEvidence<Format> {
  text(row: number, text: string): void;
  /** A cell whose value needs no reading: a date cell or a number. */
  value(): void;
  verdict(): Verdict<Format>;
}

/** The first cell of a kind, and how many there are. */
interface Tally {
  cells: number;
  first: Witness | null;
}

function tally(): Tally {
  return { cells: 0, first: null };
}

function count(kind: Tally, row: number, text: string): void {
  kind.first ??= { row, text: text.trim() };
  kind.cells++;
}

/**
 * Evidence of a column of dates. `isFixed` tells the texts that can be read in one way only. Where there is
 * a date cell or such a text, the column is plain and any date with its year behind is a fault: a
 * spreadsheet leaves such a mixture behind when it has turned half of the days and months around.
 */
export function dateEvidence(isFixed: (text: string) => boolean): ColumnEvidence<DateOrder> {
  const kinds = { dmy: tally(), mdy: tally(), either: tally(), same: tally() };
  let fixed = false;
  return {
    text(row, text) {
      const told = orderTold(text);
      if (told !== null) count(kinds[told], row, text);
      else fixed ||= isFixed(text);
    },
    value() {
      fixed = true;
    },
    verdict() {
      const { dmy, mdy, either, same } = kinds;
      if (fixed) return { is: 'plain' };
      if (dmy.first && mdy.first)
        return { is: 'contradictory', witness: dmy.first, against: mdy.first };
      if (dmy.first) return { is: 'chosen', format: 'dmy', witness: dmy.first };
      if (mdy.first) return { is: 'chosen', format: 'mdy', witness: mdy.first };
      if (either.first) return { is: 'ambiguous', cells: either.cells, witness: either.first };
      // Days such as 03/03/2026 are the same either way.
      return same.first ? { is: 'chosen', format: 'dmy', witness: same.first } : { is: 'plain' };
    },
  };
}

/** Evidence of a column of amounts. The plain mark is the point. */
export function amountEvidence(): ColumnEvidence<DecimalMark> {
  const kinds = { comma: tally(), point: tally(), either: tally() };
  return {
    text(row, text) {
      const told = markTold(text);
      if (told !== null) count(kinds[told], row, text);
    },
    value: () => undefined,
    verdict() {
      const { comma, point, either } = kinds;
      if (comma.first && point.first)
        return either.first
          ? { is: 'contradictory', witness: comma.first, against: point.first }
          : { is: 'plain' };
      if (comma.first) return { is: 'chosen', format: 'comma', witness: comma.first };
      if (point.first) return { is: 'plain' };
      return either.first
        ? { is: 'ambiguous', cells: either.cells, witness: either.first }
        : { is: 'plain' };
    },
  };
}
