import { estimateWarning } from '../../../core/contract/close/breakage.ts';
import type { JournalEntry } from '../../../core/contract/close/journal.ts';
import { decimalText } from '../../../core/ledger/money.ts';
import type { CloseTold } from './close-told.ts';

/** The one JSON object that `--json` prints of a close: amounts as decimal strings. */
export function closeJson(told: CloseTold): object {
  const { source, run, books, close, later, customers, files } = told;
  const { journal, standing, breakage } = close;
  return {
    source: source.name,
    period: run.period,
    runId: run.id,
    state: standing.state,
    changed: standing.changed,
    signatures: standing.signatures.map(({ is, by, at }) => ({ is, by, at })),
    missing: close.missing,
    tieOut: close.tieOut.map(({ items, isTied, account, currency, company, ...amounts }) => ({
      account,
      currency,
      company,
      isTied,
      ...texts(amounts),
      items: items.map(({ cents, ...item }) => ({ ...item, amount: decimalText(cents) })),
    })),
    charts: books.charts,
    unmapped: journal.isComplete
      ? []
      : journal.unmapped.map(({ cents, ...of }) => ({ ...of, amount: decimalText(cents) })),
    proofs: journal.isComplete
      ? journal.proofs.map(({ period, currency, agrees, ...amounts }) => ({
          period,
          currency,
          agrees,
          ...texts(amounts),
        }))
      : [],
    toBook: close.toBook.map(entryJson),
    booked: books.booked
      .filter(({ period }) => period === run.period)
      .map((entry) => ({ ...entryJson(entry), posted: books.posted.get(entry.id) ?? null })),
    breakage:
      breakage?.map(({ key, triangle, expectation, cohorts, backTest, ...amounts }) => ({
        key,
        currency: triangle.currency,
        of: triangle.of,
        expectation,
        cohorts: cohorts.length,
        ...texts(amounts),
        backTest: backTest && {
          heldOutMonths: backTest.heldOutMonths,
          cohorts: backTest.cohorts,
          predicted: decimalText(backTest.predicted),
          actual: decimalText(backTest.actual),
          error: decimalText(backTest.error),
        },
      })) ?? null,
    breakageWarning: breakage === null ? null : estimateWarning(run.policy),
    flux: close.flux
      .filter(({ wantsExplanation }) => wantsExplanation)
      .map(({ key, currency, column, value, measure, amount, differences }) => ({
        key,
        currency,
        column,
        value,
        measure,
        amount: decimalText(amount),
        differences: differences.map(({ with: other, basisPoints, isOver, ...amounts }) => ({
          with: other,
          basisPoints,
          isOver,
          ...texts(amounts),
        })),
        explanation: books.explanations.get(key) ?? null,
      })),
    expiry: close.expiry.map(({ code, key, customer, currency, cents }) => ({
      code,
      key,
      customer,
      currency,
      amount: decimalText(cents ?? 0),
    })),
    laterRows: later.map(({ before, now, ...row }) => ({ ...row, ...texts({ before, now }) })),
    customers: customers && {
      byCurrency: customers.byCurrency.map(({ currency, equal, different, ...amounts }) => ({
        currency,
        equal,
        different,
        ...texts(amounts),
      })),
      differences: customers.differences.map(({ customer, currency, cents, ...amounts }) => ({
        customer,
        currency,
        ...texts({ ...amounts, difference: cents }),
      })),
    },
    files,
  };
}

function entryJson({ lines, ...entry }: JournalEntry): object {
  return {
    ...entry,
    lines: lines.map(({ debit, credit, ...line }) => ({ ...line, ...texts({ debit, credit }) })),
  };
}

/** Amounts in cents as decimal texts. */
function texts(
  amounts: Readonly<Record<string, number | null>>,
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, cents]) => [
      name,
      cents === null ? null : decimalText(cents),
    ]),
  );
}
