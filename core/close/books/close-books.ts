import type { Chart } from '../../contract/close/chart.ts';
import { closeTermsSchema } from '../../contract/close/close-log.ts';
import type { CloseEntry, CloseTerms, LoggedClose } from '../../contract/close/close-log.ts';
import type { JournalEntry } from '../../contract/close/journal.ts';
import type { ImportedAs, KeptFile } from '../../contract/close/given-files.ts';
import type { SampleTerms, Workpaper } from '../../contract/close/sample.ts';
import type { CloseEvent } from '../../contract/close/sign-off.ts';
import type { GlBalance, ReconcilingItem } from '../../contract/close/tie-out.ts';
import type { Calendar } from '../../periods/period-kind.ts';
import { spanOfPeriod } from '../../periods/periods.ts';

/** What people have entered and done for the close of a period. */
export interface CloseBooks {
  /** As they count in this period: of a locked one those that it was locked with, like its charts and items. */
  readonly terms: CloseTerms;
  /** Those that count in all periods that are not locked. Who may do what, they say of locked ones too. */
  readonly termsNow: CloseTerms;
  readonly charts: readonly Chart[];
  /** Of the period; empty where nobody has given one. */
  readonly balances: readonly GlBalance[];
  /** Of all periods. */
  readonly items: readonly ReconcilingItem[];
  /** By the key of a line of flux, of the period. */
  readonly explanations: ReadonlyMap<string, string>;
  /** Posted in the period or before. */
  readonly booked: readonly JournalEntry[];
  /** Posted in later periods. */
  readonly bookedLater: readonly JournalEntry[];
  /** Entries that are to be reversed, by their ids. */
  readonly toReverse: ReadonlySet<string>;
  /** By class what they have made income of breakage, in cents. */
  readonly trueUps: ReadonlyMap<string, number>;
  /** By entry the number of the general ledger. */
  readonly posted: ReadonlyMap<string, string>;
  /** The file that the balances were taken from; null where they were typed, or there are none. */
  readonly balancesFile: Noted<KeptFile> | null;
  /** What the platform says that its customers have, and how the file is read. */
  readonly customerList: Noted<{ readonly file: KeptFile; readonly as: ImportedAs }> | null;
  /** How the sample was drawn, and what was noted of its items by their TRANS_IDs. */
  readonly sample: Noted<SampleTerms> | null;
  readonly workpapers: ReadonlyMap<string, Noted<Workpaper>>;
  readonly events: readonly CloseEvent[];
  /** The run that the last of them is about; null where there is none. */
  readonly run: string | null;
  /** Of all of the source. */
  readonly lockedPeriods: ReadonlySet<string>;
}

/** Something that was entered, by whom and when (ms since 1970). */
export type Noted<What> = What & { readonly by: string; readonly at: number };

/**
 * The books of a period as a log leaves them: what was entered last counts, of what a locked period is computed with
 * what was entered last before the lock (RULES.md section 13).
 */
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
  const later = log.filter((logged) => logged.period !== null && !until.includes(logged));
  const booked = kindsOf(until, 'booked');
  const trueUps = new Map<string, number>();
  for (const { trueUps: by } of booked)
    for (const [key, cents] of Object.entries(by))
      trueUps.set(key, (trueUps.get(key) ?? 0) + cents);
  const events = kindsOf(ofPeriod, 'event');
  const inForce = untilLocked(log, period);
  return {
    terms: lastTerms(inForce),
    termsNow: lastTerms(log),
    charts: kindsOf(inForce, 'chart').map(({ chart }) => chart),
    balances: kindsOf(ofPeriod, 'balances').at(-1)?.balances ?? [],
    items: [...new Map(kindsOf(inForce, 'item').map(({ item }) => [item.id, item])).values()],
    explanations: new Map(
      kindsOf(ofPeriod, 'explained').map(({ key, explanation }) => [key, explanation]),
    ),
    booked: booked.flatMap(({ entries }) => entries),
    bookedLater: kindsOf(later, 'booked').flatMap(({ entries }) => entries),
    toReverse: toReverse(log),
    trueUps,
    posted: new Map(kindsOf(log, 'posted').map(({ entry, number }) => [entry, number])),
    balancesFile: lastNoted(ofPeriod, 'balances', ({ file }) => file),
    customerList: lastNoted(ofPeriod, 'customers', ({ file, as }) => ({ file, as })),
    sample: lastNoted(ofPeriod, 'sample', ({ terms }) => terms),
    workpapers: new Map(
      ofPeriod.flatMap(({ entry, actor, at }) =>
        entry.is === 'workpaper' ? [[entry.item, { ...entry.paper, by: actor, at }]] : [],
      ),
    ),
    events: events.map(({ event }) => event),
    run: events.at(-1)?.run ?? null,
    lockedPeriods: lockedPeriods(log),
  };
}

/** The log up to the lock of a period, which stays as it was then; all of it where the period is not locked. */
function untilLocked(log: readonly LoggedClose[], period: string): readonly LoggedClose[] {
  const last = log.findLastIndex((one) => one.period === period && one.entry.is === 'event');
  const done = log[last]?.entry;
  return done?.is === 'event' && done.event.is === 'locked' ? log.slice(0, last) : log;
}

function lastTerms(log: readonly LoggedClose[]): CloseTerms {
  return kindsOf(log, 'terms').at(-1)?.terms ?? closeTermsSchema.parse({});
}

type OfKind<Is extends CloseEntry['is']> = Extract<CloseEntry, { readonly is: Is }>;

function kindsOf<Is extends CloseEntry['is']>(
  log: readonly LoggedClose[],
  is: Is,
): readonly OfKind<Is>[] {
  return log.map(({ entry }) => entry).filter((entry): entry is OfKind<Is> => entry.is === is);
}

/** What was entered last of a kind, where it says something. */
function lastNoted<Is extends CloseEntry['is'], What extends object>(
  log: readonly LoggedClose[],
  is: Is,
  whatOf: (entry: OfKind<Is>) => What | null,
): Noted<What> | null {
  const last = log.findLast(({ entry }) => entry.is === is);
  if (last === undefined) return null;
  const what = whatOf(last.entry as OfKind<Is>);
  return what && { ...what, by: last.actor, at: last.at };
}

/**
 * Entries that are to be reversed: those of a kind that the terms named when they were booked, and those of which it
 * was said, which goes before.
 */
function toReverse(log: readonly LoggedClose[]): ReadonlySet<string> {
  const wanted = new Set<string>();
  let kinds: ReadonlySet<string> = new Set();
  for (const { entry } of log) {
    if (entry.is === 'terms') kinds = new Set(entry.terms.reverse);
    if (entry.is === 'booked')
      for (const { id, kind } of entry.entries) if (kinds.has(kind)) wanted.add(id);
    if (entry.is === 'reversal')
      if (entry.isWanted) wanted.add(entry.entry);
      else wanted.delete(entry.entry);
  }
  return wanted;
}

function lockedPeriods(log: readonly LoggedClose[]): ReadonlySet<string> {
  const locked = new Set<string>();
  for (const { period, entry } of log) {
    if (entry.is !== 'event' || period === null) continue;
    if (entry.event.is === 'locked') locked.add(period);
    else locked.delete(period);
  }
  return locked;
}

/** A period of another calendar is none that ends before this one. */
function endOf(period: string, calendar: Calendar): number {
  return spanOfPeriod(period, calendar)?.end ?? Infinity;
}
