import type { BreakageEstimate } from '../../core/close/breakage/estimate.ts';
import type { BreakageView, CloseView } from '../../core/contract/close/close-view.ts';
import type { PeriodClose } from './period-close.ts';

/** The close of a period as the interface reads it. */
export function closeView({ source, run, books, close }: PeriodClose): CloseView {
  const { journal } = close;
  return {
    sourceId: source.id,
    period: run.period,
    runId: run.id,
    terms: books.terms,
    standing: close.standing,
    missing: close.missing,
    tieOut: close.tieOut,
    unmapped: journal.isComplete ? [] : journal.unmapped,
    proofs: journal.isComplete ? journal.proofs : [],
    toBook: close.toBook,
    booked: books.booked
      .filter(({ period }) => period === run.period)
      .map((entry) => ({ ...entry, posted: books.posted.get(entry.id) ?? null })),
    breakage: close.breakage?.map(breakageView) ?? null,
    flux: close.flux.map(({ kind, calendar, ...line }) => {
      void [kind, calendar];
      return { ...line, explanation: books.explanations.get(line.key) ?? null };
    }),
    expiry: close.expiry,
  };
}

function breakageView({ key, triangle, cohorts, ...estimate }: BreakageEstimate): BreakageView {
  void key;
  return {
    ...estimate,
    currency: triangle.currency,
    of: triangle.of,
    cohorts: cohorts.map(({ month, earned, redeemed, expired, open }) => ({
      month,
      earned,
      redeemed,
      expired,
      open,
    })),
  };
}
