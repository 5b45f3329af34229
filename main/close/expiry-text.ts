import { expiryFile, expiryRows } from '../../core/close/expiry/expiry-rows.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { PeriodClose } from './period-close.ts';

/**
 * The rows that would book what has lapsed, as the text of a CSV file with the columns of the ledger (RULES.md section
 * 10). Throws Problem `close.nothing-to-export` where there are none.
 */
export function expiryText({ run, books }: PeriodClose): {
  readonly text: Uint8Array;
  readonly rows: number;
} {
  const { ledger, matching, asOf, period } = run;
  const { graceDays } = books.terms;
  const rows = expiryRows(ledger, matching, { asOf, graceDays });
  if (rows.length === 0)
    throw new Problem({
      kind: 'usage',
      code: 'close.nothing-to-export',
      message: `No open lot has to be booked as expired at the end of ${period}.`,
      hint: 'Lots behind an older open one are told with the expiry control, and have no row.',
      details: { period },
    });
  return { text: expiryFile(rows, ledger.columns), rows: rows.length };
}
