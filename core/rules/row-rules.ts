import type { LedgerField } from '../ledger/ledger.ts';
import { amountDecimals } from './row/amount-decimals.ts';
import { amountInvalid } from './row/amount-invalid.ts';
import { amountTooLarge } from './row/amount-too-large.ts';
import { amountZero } from './row/amount-zero.ts';
import { cellError } from './row/cell-error.ts';
import { currencyInvalid } from './row/currency-invalid.ts';
import { dateInvalid } from './row/date-invalid.ts';
import { expiresBeforeCreated } from './row/expires-before-created.ts';
import { formulaWithoutValue } from './row/formula-without-value.ts';
import { idDate } from './row/id-date.ts';
import { idDigitsLost } from './row/id-digits-lost.ts';
import { idDuplicate } from './row/id-duplicate.ts';
import { requiredBlank } from './row/required-blank.ts';
import { signWrong } from './row/sign-wrong.ts';
import { typeUnknown } from './row/type-unknown.ts';
import type { CellRule, NumberRule, ReadColumns, RowRule, RowSql } from './rule/row-rule.ts';

const RULES = [
  requiredBlank,
  typeUnknown,
  dateInvalid,
  amountInvalid,
  amountDecimals,
  amountTooLarge,
  amountZero,
  signWrong,
  idDigitsLost,
  idDate,
  idDuplicate,
  expiresBeforeCreated,
  currencyInvalid,
  formulaWithoutValue,
  cellError,
] as const satisfies readonly RowRule[];
export type RowCode = (typeof RULES)[number]['code'];

/** The rules that a row has to keep to be accepted, in the order in which a messy file shows them. */
export const ROW_RULES: readonly (RowRule & { readonly code: RowCode })[] = RULES;

/**
 * Whether a rule on numbers finds row `r`. It runs for every row, so it is written out: to walk a list
 * of functions would cost as much as reading the row. A test holds it to the list.
 */
export function numbersAtFault(columns: ReadColumns, r: number): boolean {
  return (
    amountZero.finds(columns, r) ||
    signWrong.finds(columns, r) ||
    expiresBeforeCreated.finds(columns, r)
  );
}

export const NUMBER_RULES = ROW_RULES.filter(
  (rule): rule is NumberRule & { code: RowCode } => rule.on === 'numbers',
);

/** The rules on the cells of a field. */
export function cellRules(field: LedgerField): readonly (CellRule & { code: RowCode })[] {
  return ROW_RULES.filter(
    (rule): rule is CellRule & { code: RowCode } =>
      rule.on === 'cell' && rule.fields.includes(field),
  );
}

/** A rule that rows of a table can break. */
export type TableRule = RowRule & {
  readonly code: RowCode;
  readonly table: NonNullable<RowRule['table']>;
};

/** The rules that a table can break: those on single rows, then those on all rows together. */
export const TABLE_RULES: readonly TableRule[] = ROW_RULES.filter(
  (rule): rule is TableRule => rule.table !== null,
).sort((a, b) => Number(a.on === 'file') - Number(b.on === 'file'));

/**
 * The faults of a table's row, as SQL conditions in the order in which a row names them: with
 * `on` 'file' those that only all rows together show, else those that the row shows by itself.
 */
export function tableFaults(
  row: RowSql,
  on: 'row' | 'file',
): readonly { readonly code: RowCode; readonly when: string }[] {
  const place = (rule: TableRule): number =>
    TABLE_RULES.findIndex(({ code }) => code === (rule.table.before ?? rule.code)) -
    (rule.table.before === undefined ? 0 : 0.5);
  return TABLE_RULES.filter((rule) => (rule.on === 'file') === (on === 'file'))
    .sort((a, b) => place(a) - place(b))
    .flatMap(({ code, table }) => table.faults(row).map((when) => ({ code, when })));
}
