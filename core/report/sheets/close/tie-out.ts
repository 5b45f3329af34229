import { ITEM_KINDS } from '../../../contract/close/tie-out.ts';
import type { ItemAt, TieOutLine } from '../../../contract/close/tie-out.ts';
import { computed, count, day, money, text } from '../../drawn/cells.ts';
import type { Cell } from '../../drawn/cells.ts';
import type { ListPlace } from '../../drawn/drawn-list.ts';
import type { NamedCell } from '../../drawn/drawn-sheet.ts';
import type { DrawnColumn, Total } from '../../drawn/list-rows.ts';
import { sumOf } from '../../drawn/ranges.ts';
import type { Condition } from '../../drawn/ranges.ts';
import {
  closeSheet,
  currenciesOf,
  optionalText,
  placedList,
  rowBelow,
  totalsByCurrency,
} from './close-sheet.ts';

/** Tie-out: the general ledger beside the sub-ledger, and the items that explain what they differ by. */
export const tieOut = closeSheet({
  title: 'Tie-out',
  shows: 'General ledger − sub-ledger = difference; difference − reconciling items = unexplained',
  draw: ({ tieOut: lines }, title) => {
    const items = lines.flatMap((line) =>
      line.items.map((item) => ({ ...item, ...placeOf(line) })),
    );
    const currencies = currenciesOf(lines);
    const accounts = {
      heading: 'Accounts',
      items: lines,
      totalCount: currencies.length,
    };
    const below = placedList(
      {
        heading: 'Reconciling items',
        items,
        columns: itemColumns(items),
        totals: (place: ListPlace) => totalsByCurrency(items, place, ITEM_SUMS),
      },
      rowBelow(accounts, title.length + 1),
    );
    const columns = accountColumns(lines, below.place);
    const above = placedList(
      {
        ...accounts,
        columns,
        totals: (place: ListPlace) => accountTotals(lines, place),
      },
      title.length + 1,
    );
    return {
      rows: [...title, ...above.draw(), ...below.draw()],
      names: currencies.flatMap((currency, nth) =>
        Object.entries(NAMES).map(([column, name]): NamedCell => ({
          name: currencies.length > 1 ? `${name}_${currency}` : name,
          row: above.totalRow(nth),
          column: columns.findIndex((one) => one.name === column),
        })),
      ),
      frozen: 1,
      page: { titleRows: 1 },
    };
  },
});

/** By which formulas may ask for the totals; with the currency behind it where there are several. */
const NAMES = {
  'General ledger': 'General_Ledger_Total',
  'Sub-ledger': 'Sub_Ledger_Total',
  Items: 'Reconciling_Items_Total',
  Unexplained: 'Unexplained_Total',
};

/** An item stands where its line does: by company only where the general ledger tells companies. */
function placeOf({ account, currency, company }: TieOutLine) {
  return { account, currency, company };
}

function accountColumns(
  lines: readonly TieOutLine[],
  items: Pick<ListPlace, 'range'>,
): readonly DrawnColumn<TieOutLine>[] {
  const currency = optionalText('Currency', lines, (line) => line.currency);
  const company = optionalText('Company', lines, (line) => line.company);
  const explained = ({ account, ...line }: TieOutLine): string => {
    const where: Condition[] = [{ of: items.range('Account'), is: account }];
    if (currency.length > 0) where.push({ of: items.range('Currency'), is: line.currency });
    if (company.length > 0) where.push({ of: items.range('Company'), is: line.company });
    return sumOf(items.range('Amount'), where);
  };
  return [
    { name: 'Account', is: 'text', cell: ({ account }) => text(account) },
    ...currency,
    ...company,
    { name: 'General ledger', is: 'money', cell: ({ gl }) => amount(gl) },
    { name: 'Sub-ledger', is: 'money', cell: ({ subLedger }) => money(subLedger) },
    {
      name: 'Difference',
      is: 'money',
      cell: ({ difference }, { cell }) =>
        computed(`ROUND(${cell('General ledger')}-${cell('Sub-ledger')},2)`, amount(difference)),
    },
    {
      name: 'Items',
      is: 'money',
      cell: (line) => computed(explained(line), money(line.explained)),
    },
    {
      name: 'Unexplained',
      is: 'money',
      cell: ({ unexplained }, { cell }) =>
        computed(`ROUND(${cell('Difference')}-${cell('Items')},2)`, amount(unexplained)),
    },
    { name: 'Threshold', is: 'money', cell: ({ threshold }) => money(threshold) },
    {
      name: 'Tied out',
      is: 'text',
      cell: ({ gl, isTied }, { cell }) =>
        gl === null
          ? text('✗ No balance')
          : computed(
              `IF(ABS(${cell('Unexplained')})<=${cell('Threshold')},"✓","✗")`,
              text(isTied ? '✓' : '✗'),
            ),
    },
  ];
}

function itemColumns(items: readonly ItemAt[]): readonly DrawnColumn<ItemAt>[] {
  return [
    { name: 'Account', is: 'text', cell: ({ account }) => text(account) },
    ...optionalText('Currency', items, ({ currency }) => currency),
    ...optionalText('Company', items, ({ company }) => company),
    { name: 'Amount', is: 'money', cell: ({ cents }) => money(cents) },
    { name: 'Listed on', is: 'day', cell: ({ openedOn }) => day(Date.parse(openedOn)) },
    {
      name: 'Expected by',
      is: 'day',
      cell: ({ expectedBy }) => (expectedBy === null ? null : day(Date.parse(expectedBy))),
    },
    { name: 'Days old', is: 'count', cell: ({ ageDays }) => count(ageDays) },
    { name: 'Kind', is: 'text', cell: ({ kind }) => text(ITEM_KINDS[kind].title) },
    ...optionalText('Reference', items, ({ reference }) => reference),
    ...optionalText('Standing', items, standing),
    ...optionalText('Attachment', items, ({ attachment }) => attachment?.name ?? ''),
    { name: 'Explanation', is: 'text', cell: ({ explanation }) => text(explanation) },
  ];
}

function standing({ isCarriedForward, isOverdue }: ItemAt): string {
  return [isCarriedForward ? 'Carried forward' : '', isOverdue ? 'Overdue' : '']
    .filter(Boolean)
    .join(', ');
}

function amount(cents: number | null): Cell {
  return cents === null ? null : money(cents);
}

/** Of a currency in which a balance is missing, what the two ledgers differ by is not known. */
function accountTotals(lines: readonly TieOutLine[], place: ListPlace): readonly Total[] {
  const currencies = currenciesOf(lines);
  return totalsByCurrency(lines, place, LINE_SUMS).map((total, nth) => {
    const own = lines.filter(({ currency }) => currency === currencies[nth]);
    if (own.every(({ gl }) => gl !== null)) return total;
    const { 'Sub-ledger': subLedger, Items: items } = total.sums;
    return { ...total, sums: { 'Sub-ledger': subLedger!, Items: items! } };
  });
}

const LINE_SUMS: Readonly<Record<string, (line: TieOutLine) => number>> = {
  'General ledger': ({ gl }) => gl ?? 0,
  'Sub-ledger': ({ subLedger }) => subLedger,
  Difference: ({ difference }) => difference ?? 0,
  Items: ({ explained }) => explained,
  Unexplained: ({ unexplained }) => unexplained ?? 0,
};
const ITEM_SUMS: Readonly<Record<string, (item: ItemAt) => number>> = {
  Amount: ({ cents }) => cents,
};
