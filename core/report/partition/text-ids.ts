import type { CutLedger } from '../../ledger/cut-ledger.ts';
import type { Matching } from '../../ledger/draft.ts';
import { createIdPool } from '../../ledger/ids.ts';
import type { IdColumn } from '../../ledger/ids.ts';
import type { IdForm } from '../columns/column.ts';

/** How the columns of ids are written: each as text where it has to be, all of it. */
export interface TextIds {
  readonly id: IdForm;
  readonly customer: IdForm;
  /** Of the deliverable, which has the rows after the cut-off as well. */
  readonly delivered: {
    readonly id: IdForm;
    readonly customer: IdForm;
    readonly order: IdForm;
  };
  readonly redeemId: IdForm;
  readonly earnedId: IdForm;
  readonly redeemerId: IdForm;
}

/** Excel keeps 15 digits; a longer id has to be text there to stay what it is. */
const MOST_PRECISE = 1e15;

/**
 * How the columns of ids are written, from the whole run's ledger and matching. In CSV and Parquet each column
 * stands for itself; on sheets all columns of a family (movements, customers, orders) are alike.
 */
export function textIdsOf(
  { ledger, after }: CutLedger,
  { redeemedBy, allocations }: Matching,
): TextIds {
  const anyNamed = (rows: Int32Array): boolean => {
    for (const row of rows) if (row >= 0 && ledger.id.values[row]! < 0) return true;
    return false;
  };
  const hasTexts = ledger.id.pool.length > 0;
  const { count, earnedRow, redeemerRow } = allocations;
  const sheets = sheetTexts({ ledger, after });
  const movement = (asText: boolean): IdForm => ({ asText, sheetText: sheets.id });
  const customer = (asText: boolean): IdForm => ({ asText, sheetText: sheets.customer });
  const order = (asText: boolean): IdForm => ({ asText, sheetText: sheets.order });
  const id = anyText(ledger.id);
  const named = anyText(ledger.customer);
  return {
    id: movement(id),
    customer: customer(named),
    delivered: {
      id: movement(id || anyText(after.id)),
      customer: customer(named || anyText(after.customer)),
      order: order(anyText(ledger.order) || anyText(after.order)),
    },
    redeemId: movement(hasTexts && anyNamed(redeemedBy)),
    earnedId: movement(hasTexts && anyNamed(earnedRow.subarray(0, count))),
    redeemerId: movement(hasTexts && anyNamed(redeemerRow.subarray(0, count))),
  };
}

/** Which families of ids stand as text on sheets. */
export interface SheetTexts {
  readonly id: boolean;
  readonly customer: boolean;
  readonly order: boolean;
}

/** The families of which an id, on either side of the cut-off, is a text or has more digits than Excel keeps. */
export function sheetTexts({ ledger, after }: CutLedger): SheetTexts {
  const unheld = (family: 'id' | 'customer' | 'order'): boolean =>
    anyUnheld(ledger[family].values) || anyUnheld(after[family].values);
  return { id: unheld('id'), customer: unheld('customer'), order: unheld('order') };
}

function anyText({ values, pool }: IdColumn): boolean {
  if (pool.length > 0) for (const value of values) if (value < 0) return true;
  return false;
}

/** Whether Excel cannot hold one of these ids as a number: a text, or more than 15 digits. */
export function anyUnheld(values: Float64Array): boolean {
  for (const value of values) if (value < 0 || value >= MOST_PRECISE) return true;
  return false;
}

const NUMBERS = createIdPool();

/** Whether Excel can hold an id, told as a text, as a number; a blank one it can. */
export function isHeld(id: string): boolean {
  return id === '' || (NUMBERS.find(id) ?? MOST_PRECISE) < MOST_PRECISE;
}

/** How a column of these ids is written where they are a list of their own: no other sheet has their family. */
export function idFormOf(ids: readonly string[]): IdForm {
  const sheetText = !ids.every(isHeld);
  return { asText: sheetText, sheetText };
}
