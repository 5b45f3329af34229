import { exceptionTitle } from '../../../contract/exceptions.ts';
import { EXCEPTION_STATUS_WORDS } from '../../../contract/run.ts';
import { decimalText } from '../../../ledger/money.ts';
import type { PackInput } from '../../input/pack-input.ts';
import { number, optional, shortTable, words } from '../blocks/block.ts';
import type { MemoSection } from '../blocks/block.ts';

/** What was found that somebody has to look at, and what was decided. */
export const exceptions = {
  title: 'Exceptions and decisions',
  blocks: ({ detail, decided }) => [
    ...shortTable(
      'By kind and status',
      [
        words('Exception', 2),
        words('Status'),
        optional('Currency'),
        number('Number'),
        number('At stake'),
      ],
      detail.exceptions.map(({ code, status, currency, count, cents, unknown }) => [
        exceptionTitle(code),
        EXCEPTION_STATUS_WORDS[status],
        currency,
        String(count),
        `${decimalText(cents)}${unknown > 0 ? ` and ${unknown} unknown` : ''}`,
      ]),
      'data/exceptions.csv',
    ),
    ...shortTable(
      'Decided',
      [
        words('Exception', 1.6),
        words('Customer'),
        number('At stake'),
        words('Status'),
        words('Notes', 3),
      ],
      decided.map(({ exception, notes }) => [
        exceptionTitle(exception.code),
        exception.customer,
        exception.cents === null
          ? 'unknown'
          : `${decimalText(exception.cents)} ${exception.currency}`.trim(),
        EXCEPTION_STATUS_WORDS[exception.status],
        notes.map(({ author, text }) => `${author}: ${text}`).join('; '),
      ]),
      'close/exceptions_decided.csv',
    ),
  ],
} as const satisfies MemoSection<PackInput>;
