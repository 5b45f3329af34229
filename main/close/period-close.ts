import { closeBooks } from '../../core/close/books/close-books.ts';
import type { CloseBooks } from '../../core/close/books/close-books.ts';
import { closeOf, trueUpsOf } from '../../core/close/period/close-of-run.ts';
import type { Close, ClosedRun } from '../../core/close/period/close-of-run.ts';
import { judged } from '../../core/close/states/actions.ts';
import type { CloseAction } from '../../core/close/states/actions.ts';
import { laterRows } from '../../core/close/states/later-rows.ts';
import { CLOSE_ROLE_WORDS } from '../../core/contract/close/sign-off.ts';
import type { ClosePerson, CloseRole, LaterRow } from '../../core/contract/close/sign-off.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { SourceRecord } from '../../core/contract/run.ts';
import { loadValidation } from '../../core/run-folder/validation-file.ts';
import { theRun } from '../history/the-run.ts';
import { validatedLedger } from '../run-views/validated-ledger.ts';
import { runOfPeriod } from '../run-views/close-today.ts';
import { closedRun } from './closed-run.ts';
import type { ClosingHistory } from './closed-run.ts';

/** The close of a period of a source, with all that it is made from. */
export interface PeriodClose {
  readonly source: SourceRecord;
  readonly run: ClosedRun;
  readonly books: CloseBooks;
  readonly close: Close;
}

/**
 * The close of a period as it is now: of the run that it was locked with, else of the latest one of the period.
 * Throws as {@link runOfPeriod} and {@link closedRun} do.
 */
export async function periodClose(
  context: ClosingHistory,
  source: SourceRecord,
  period: string,
): Promise<PeriodClose> {
  const { history } = context;
  const log = history.closeLog(source.id);
  const latest = runOfPeriod(history, source.id, period);
  const { calendar } = theRun(history, latest).run.settings;
  const books = closeBooks(log, period, calendar);
  const isLocked = books.events.at(-1)?.is === 'locked';
  const runId = isLocked && books.run !== null ? books.run : latest;
  const run = await closedRun(context, runId, books.terms.materialityCents);
  return { source, run, books, close: closeOf(run, books) };
}

/**
 * Takes a step of the close, by a person, and notes it in the log. Throws Problem `close.refused` with all that is
 * in the way.
 */
export function takeStep(
  { history }: ClosingHistory,
  { source, run, books, close }: PeriodClose,
  action: CloseAction,
  typed: string,
  at: number,
): void {
  const by = history.whoActs(typed);
  const verdict = judged(
    action,
    { name: by, at },
    {
      events: books.events,
      now: close.now,
      readiness: close.readiness,
      people: closePeople(history) ?? books.termsNow.people,
    },
  );
  if (!verdict.isAllowed)
    throw new Problem({
      kind: 'usage',
      code: 'close.refused',
      message: verdict.reasons.join(' '),
      hint: 'Do what is missing, and try again.',
      details: { period: run.period },
    });
  history.logClose(source.id, run.period, [{ is: 'event', run: run.id, event: verdict.event }], by);
}

/** What the people of the data folder may be in a close; null where it has none, and the terms of the close list them. */
function closePeople(history: ClosingHistory['history']): readonly ClosePerson[] | null {
  if (!history.hasPeople()) return null;
  return history
    .people()
    .filter(({ removedAt }) => removedAt === null)
    .map(({ name, roles }) => ({ name, roles: roles.filter(isCloseRole) }));
}

function isCloseRole(role: string): role is CloseRole {
  return Object.hasOwn(CLOSE_ROLE_WORDS, role);
}

/** Books what there is to be booked in a period. Throws Problem `close.nothing-to-book`, or `close.refused` where it is locked. */
export function bookEntries(
  { history }: ClosingHistory,
  { source, run, close }: PeriodClose,
  by: string,
): void {
  if (close.standing.state === 'locked')
    throw new Problem({
      kind: 'usage',
      code: 'close.refused',
      message: `The period ${run.period} is locked.`,
      hint: 'Book in the first open period, or reopen this one with a reason.',
      details: { period: run.period },
    });
  if (close.toBook.length === 0)
    throw new Problem({
      kind: 'usage',
      code: 'close.nothing-to-book',
      message: `There is no entry to be booked in ${run.period}.`,
      hint: 'Close status says what is missing.',
      details: { period: run.period },
    });
  const entries = [...close.toBook];
  const trueUps = trueUpsOf(close);
  history.logClose(source.id, run.period, [{ is: 'booked', entries, trueUps }], by);
}

/**
 * The rows by which the latest run of a source differs from the one that a locked period was locked with, up to the
 * period's end; none of a period that is not locked. Throws as {@link validatedLedger} does.
 */
export async function rowsAfterLock(
  context: ClosingHistory,
  { source, run, close }: PeriodClose,
): Promise<readonly LaterRow[]> {
  const { history } = context;
  const latest = history.previousCompleted(source.id);
  if (close.standing.state !== 'locked' || latest === null || latest.id === run.id) return [];
  const { path, sha256 } = await validatedLedger(context, latest.id);
  const { source: now } = await loadValidation(path, sha256);
  return laterRows(run.ledger, now.ledger, Math.min(run.asOf, now.asOf));
}
