import type { Chart } from '../../contract/close/chart.ts';
import { closeTermsSchema } from '../../contract/close/close-log.ts';
import type { CloseEntry, CloseTerms, LoggedClose } from '../../contract/close/close-log.ts';
import type { JournalEntry } from '../../contract/close/journal.ts';
import type { CloseEvent } from '../../contract/close/sign-off.ts';
import type { GlBalance, ReconcilingItem } from '../../contract/close/tie-out.ts';
import type { Calendar } from '../../periods/period-kind.ts';
import { spanOfPeriod } from '../../periods/periods.ts';

/** What people have entered and done for the close of a period. */
export interface CloseBooks {
  readonly terms: CloseTerms;
  readonly charts: readonly Chart[];
  /** Of the period; empty where nobody has given one. */
  readonly balances: readonly GlBalance[];
  /** Of all periods. */
  readonly items: readonly ReconcilingItem[];
  /** By the key of a line of flux, of the period. */
  readonly explanations: ReadonlyMap<string, string>;
  /** Posted in the period or before. */
  readonly booked: readonly JournalEntry[];
  /** By class what they have made income of breakage, in cents. */
  readonly trueUps: ReadonlyMap<string, number>;
  /** By entry the number of the general ledger. */
  readonly posted: ReadonlyMap<string, string>;
  readonly events: readonly CloseEvent[];
  /** The run that the last of them is about; null where there is none. */
  readonly run: string | null;
}

/** The books of a period as a log leaves them: what was entered last counts. */
export function closeBooks(
  log: readonly LoggedClose[],
  period: string,
  calendar: Calendar,
): CloseBooks {
  const end = spanOfPeriod(period, calendar)!.end;
  const ofPeriod = log.filter((logged) => logged.period === period);
  const until = log.filter(
    (logged) => logged.period !== null && endOf(logged.period, calendar) <= end,
  );
  const booked = kindsOf(until, 'booked');
  const trueUps = new Map<string, number>();
  for (const { trueUps: by } of booked)
    for (const [key, cents] of Object.entries(by))
      trueUps.set(key, (trueUps.get(key) ?? 0) + cents);
  const events = kindsOf(ofPeriod, 'event');
  return {
    terms: kindsOf(log, 'terms').at(-1)?.terms ?? closeTermsSchema.parse({}),
    charts: kindsOf(log, 'chart').map(({ chart }) => chart),
    balances: kindsOf(ofPeriod, 'balances').at(-1)?.balances ?? [],
    items: [...new Map(kindsOf(log, 'item').map(({ item }) => [item.id, item])).values()],
    explanations: new Map(
      kindsOf(ofPeriod, 'explained').map(({ key, explanation }) => [key, explanation]),
    ),
    booked: booked.flatMap(({ entries }) => entries),
    trueUps,
    posted: new Map(kindsOf(log, 'posted').map(({ entry, number }) => [entry, number])),
    events: events.map(({ event }) => event),
    run: events.at(-1)?.run ?? null,
  };
}

type OfKind<Is extends CloseEntry['is']> = Extract<CloseEntry, { readonly is: Is }>;

function kindsOf<Is extends CloseEntry['is']>(
  log: readonly LoggedClose[],
  is: Is,
): readonly OfKind<Is>[] {
  return log.map(({ entry }) => entry).filter((entry): entry is OfKind<Is> => entry.is === is);
}

/** A period of another calendar is none that ends before this one. */
function endOf(period: string, calendar: Calendar): number {
  return spanOfPeriod(period, calendar)?.end ?? Infinity;
}
