import { dimensionsWords, ENTRY_KINDS } from '../../../contract/close/journal.ts';
import type { CloseView } from '../../../contract/close/close-view.ts';
import type {
  ActivityLine,
  JournalEntry,
  LiabilityProof,
} from '../../../contract/close/journal.ts';
import type { EntryLine } from '../../../contract/close/journal.ts';
import { computed, day, money, text } from '../../drawn/cells.ts';
import type { ListPlace } from '../../drawn/drawn-list.ts';
import type { DrawnColumn } from '../../drawn/list-rows.ts';
import { sumOf } from '../../drawn/ranges.ts';
import {
  closeSheet,
  currenciesOf,
  optionalText,
  placedList,
  totalsByCurrency,
} from './close-sheet.ts';
import type { PlacedList } from './close-sheet.ts';

/** A line of an entry, with what it is a line of. */
interface Line extends Omit<JournalEntry, 'lines' | 'memo'>, EntryLine {
  readonly standing: string;
}

/** Entries: what was booked and what is still to be, line by line, and what it proves. */
export const entries = closeSheet({
  title: 'Entries',
  shows:
    'Journal entries of the period: each balances, and the liability accounts change as the roll-forward does',
  draw: (close, title) => {
    const lines = linesOf(close);
    const list = placedList(
      {
        heading: 'Entries',
        items: lines,
        columns: lineColumns(lines),
        totals: (place: ListPlace) => totalsByCurrency(lines, place, SUMS),
        totalCount: currenciesOf(lines).length,
      },
      title.length + 1,
    );
    const balances = placedList(
      { heading: 'Each entry balances', ...balancesOf(close, list) },
      list.next,
    );
    const proofs = placedList(
      {
        heading: 'The liability accounts change as the roll-forward does',
        items: close.proofs,
        columns: proofColumns(close.proofs),
      },
      balances.next,
    );
    const unmapped = placedList(
      {
        heading: 'Amounts without an account: there is no entry until each has one',
        items: close.unmapped,
        columns: unmappedColumns(close.unmapped),
      },
      proofs.next,
    );
    return {
      rows: [
        ...title,
        ...list.draw(),
        ...balances.draw(),
        ...(close.unmapped.length === 0 ? proofs.draw() : [...proofs.draw(), ...unmapped.draw()]),
      ],
      frozen: 1,
      page: { titleRows: 1 },
    };
  },
});

function linesOf({ booked, toBook }: CloseView): readonly Line[] {
  const of = ({ lines, ...entry }: JournalEntry, standing: string): readonly Line[] =>
    lines.map((line) => ({ ...entry, ...line, standing }));
  return [
    ...booked.flatMap(({ posted, ...entry }) =>
      of(entry, posted === null ? 'Booked' : `Posted as ${posted}`),
    ),
    ...toBook.flatMap((entry) => of(entry, 'To be booked')),
  ];
}

const SUMS = {
  Debit: ({ debit }: Line) => debit,
  Credit: ({ credit }: Line) => credit,
};

function lineColumns(lines: readonly Line[]): readonly DrawnColumn<Line>[] {
  return [
    { name: 'Entry', is: 'text', cell: ({ id }) => text(id) },
    { name: 'Kind', is: 'text', cell: ({ kind }) => text(ENTRY_KINDS[kind]) },
    { name: 'Of', is: 'text', cell: ({ of }) => text(of) },
    { name: 'Date', is: 'day', cell: ({ date }) => day(Date.parse(date)) },
    ...optionalText('Company', lines, ({ company }) => company),
    ...optionalText('Currency', lines, ({ currency }) => currency),
    { name: 'Account', is: 'text', cell: ({ account }) => text(account) },
    { name: 'Debit', is: 'money', cell: ({ debit }) => (debit === 0 ? null : money(debit)) },
    { name: 'Credit', is: 'money', cell: ({ credit }) => (credit === 0 ? null : money(credit)) },
    { name: 'Memo', is: 'text', cell: ({ memo }) => text(memo) },
    ...optionalText('Dimensions', lines, ({ dimensions }) => dimensionsWords(dimensions)),
    { name: 'Standing', is: 'text', cell: ({ standing }) => text(standing) },
  ];
}

/** By entry what its debits and its credits add up to, over the lines above. */
function balancesOf({ booked, toBook }: CloseView, { place }: PlacedList) {
  const sum = (name: 'Debit' | 'Credit', { id }: JournalEntry): string =>
    sumOf(place.range(name), [{ of: place.range('Entry'), is: id }]);
  const centsOf = ({ lines }: JournalEntry, side: 'debit' | 'credit'): number =>
    lines.reduce((cents, line) => cents + line[side], 0);
  const columns: readonly DrawnColumn<JournalEntry>[] = [
    { name: 'Entry', is: 'text', cell: ({ id }) => text(id) },
    {
      name: 'Debits',
      is: 'money',
      cell: (entry) => computed(sum('Debit', entry), money(centsOf(entry, 'debit'))),
    },
    {
      name: 'Credits',
      is: 'money',
      cell: (entry) => computed(sum('Credit', entry), money(centsOf(entry, 'credit'))),
    },
    differenceColumn('Debits', 'Credits'),
    checkColumn(),
  ];
  return { items: [...booked, ...toBook] as readonly JournalEntry[], columns };
}

function proofColumns(proofs: readonly LiabilityProof[]): readonly DrawnColumn<LiabilityProof>[] {
  return [
    { name: 'Period', is: 'text', cell: ({ period }) => text(period) },
    { name: 'Booked', is: 'money', cell: ({ booked }) => money(booked) },
    { name: 'To be booked', is: 'money', cell: ({ posted }) => money(posted) },
    {
      name: 'Change',
      is: 'money',
      cell: ({ booked, posted }, { cell }) =>
        computed(`${cell('Booked')}+${cell('To be booked')}`, money(booked + posted)),
    },
    { name: 'Roll-forward', is: 'money', cell: ({ movement }) => money(movement) },
    differenceColumn(
      'Change',
      'Roll-forward',
      ({ booked, posted, movement }) => booked + posted - movement,
    ),
    checkColumn(({ agrees }) => agrees),
    ...optionalText('Currency', proofs, ({ currency }) => currency),
  ];
}

/** What two columns of a row differ by, by formula; in cents, 0 where they are equal by construction. */
function differenceColumn<Item>(
  first: string,
  second: string,
  of: (item: Item) => number = () => 0,
): DrawnColumn<Item> {
  return {
    name: 'Difference',
    is: 'money',
    cell: (item, { cell }) => computed(`ROUND(${cell(first)}-${cell(second)},2)`, money(of(item))),
  };
}

function checkColumn<Item>(holds: (item: Item) => boolean = () => true): DrawnColumn<Item> {
  return {
    name: 'Check',
    is: 'text',
    cell: (item, { cell }) =>
      computed(`IF(${cell('Difference')}=0,"✓","✗")`, text(holds(item) ? '✓' : '✗')),
  };
}

function unmappedColumns(lines: readonly ActivityLine[]): readonly DrawnColumn<ActivityLine>[] {
  return [
    { name: 'Type', is: 'text', cell: ({ type }) => text(type) },
    { name: 'Amount', is: 'money', cell: ({ cents }) => money(cents) },
    { name: 'Reason', is: 'text', cell: ({ reason }) => text(reason || '(none)') },
    ...optionalText('Groups', lines, ({ groups }) =>
      Object.entries(groups)
        .filter(([, value]) => value !== '')
        .map(([column, value]) => `${column} ${value}`)
        .join(', '),
    ),
    ...optionalText('Currency', lines, ({ currency }) => currency),
  ];
}
