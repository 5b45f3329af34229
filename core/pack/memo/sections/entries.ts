import type { ActivityLine } from '../../../contract/close/journal.ts';
import { decimalText } from '../../../ledger/money.ts';
import type { PackInput } from '../../input/pack-input.ts';
import { number, optional, shortTable, words } from '../blocks/block.ts';
import type { Block, MemoSection } from '../blocks/block.ts';

/** What was booked and what is still to be. */
export const entries = {
  title: 'Journal entries',
  blocks({ books, run, close: { toBook, journal } }): readonly Block[] {
    const booked = books.booked.filter(({ period }) => period === run.period);
    const columns = [
      words('Entry', 1.6),
      words('Date'),
      words('Account', 2),
      number('Debit'),
      number('Credit'),
      words('Memo', 2),
      words('Posted as'),
    ];
    const rows = (list: typeof booked) =>
      list.flatMap(({ id, date, currency, lines }) =>
        lines.map(({ account, debit, credit, memo }) => [
          id,
          date,
          account,
          debit === 0 ? '' : `${decimalText(debit)} ${currency}`.trim(),
          credit === 0 ? '' : `${decimalText(credit)} ${currency}`.trim(),
          memo,
          books.posted.get(id) ?? '',
        ]),
      );
    return [
      ...shortTable('Booked', columns, rows(booked), 'close/entries_booked.csv'),
      ...shortTable('To be booked', columns, rows([...toBook]), 'close/entries_to_book.csv'),
      ...(journal.isComplete
        ? shortTable(
            'The liability accounts move as the roll-forward does',
            [
              words('Period'),
              optional('Currency'),
              number('Booked'),
              number('To be booked'),
              number('Roll-forward'),
              words('Agrees'),
            ],
            journal.proofs.map((proof) => [
              proof.period,
              proof.currency,
              ...[proof.booked, proof.posted, proof.movement].map(decimalText),
              proof.agrees ? 'Yes' : 'NO',
            ]),
            'close/entries_to_book.csv',
          )
        : shortTable(
            'Amounts without an account: there is no entry until each has one',
            [words('Type'), words('Reason', 2), optional('Currency'), number('Amount')],
            unmappedOnce(journal.unmapped),
            'close/amounts_without_account.csv',
          )),
    ];
  },
} as const satisfies MemoSection<PackInput>;

/** By type, reason and currency, whatever the groups of the customers: a line of the chart is missing once. */
function unmappedOnce(unmapped: readonly ActivityLine[]): readonly (readonly string[])[] {
  const sums = new Map<string, number>();
  for (const { type, reason, currency, cents } of unmapped) {
    const key = JSON.stringify([type, reason || '(none)', currency]);
    sums.set(key, (sums.get(key) ?? 0) + cents);
  }
  return [...sums].map(([key, cents]) => [...(JSON.parse(key) as string[]), decimalText(cents)]);
}
