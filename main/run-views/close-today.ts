import { closeBooks } from '../../core/close/books/close-books.ts';
import { closeStanding } from '../../core/close/states/close-state.ts';
import { signedParts } from '../../core/close/states/signed-parts.ts';
import type { SignedRun } from '../../core/close/states/signed-parts.ts';
import type { CloseToday } from '../../core/contract/close/sign-off.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { RunDetail } from '../../core/contract/run.ts';
import { dayText } from '../../core/ledger/time.ts';
import { spanOfPeriod } from '../../core/periods/periods.ts';
import type { History } from '../history/history.ts';
import { theRun } from '../history/the-run.ts';

/** What the history is asked for where a state is told. */
export type StandingHistory = Pick<
  History,
  'closeState' | 'closeLog' | 'getRun' | 'listRuns' | 'decisions'
>;

/** The latest completed run of a source that reports on a period. Throws Problem `close.no-run`. */
export function runOfPeriod(
  history: Pick<History, 'listRuns'>,
  sourceId: number,
  period: string,
): string {
  const [run] = history.listRuns({ sourceId, period, status: 'completed', limit: 1 });
  if (run) return run.id;
  throw new Problem({
    kind: 'usage',
    code: 'close.no-run',
    message: `No completed run of this source reports on ${period}.`,
    hint: `Reconcile the source for the period first, with --period ${period}.`,
    details: { period },
  });
}

/** What is signed of a run, as the history has it. */
export function signedRun(
  history: StandingHistory,
  { run, outputs }: RunDetail,
  period: string,
): SignedRun {
  const { calendar } = run.settings;
  return {
    id: run.id,
    period,
    calendar,
    asOfDay: run.cutOff?.asOf ?? dayText(spanOfPeriod(period, calendar)!.end),
    policy: run.policy,
    files: outputs.map(({ name, sha256 }) => ({ name, sha256 })),
    decisions: history.decisions(run.id),
  };
}

/**
 * Where the close of a period stands, and what has changed since it was signed: what its close says, from the
 * history alone, and at once. Null where nobody has entered anything for the period. Throws as {@link runOfPeriod} does.
 */
export function closeToday(
  history: StandingHistory,
  sourceId: number,
  period: string,
): CloseToday | null {
  const logged = history.closeState(sourceId, period);
  if (logged === null || logged.state === 'open') return logged && { state: 'open', changed: [] };
  const runId =
    logged.state === 'locked' && logged.run !== null
      ? logged.run
      : runOfPeriod(history, sourceId, period);
  const detail = theRun(history, runId);
  const books = closeBooks(history.closeLog(sourceId), period, detail.run.settings.calendar);
  const now = signedParts(signedRun(history, detail, period), books);
  const { state, changed } = closeStanding(books.events, now);
  return { state, changed };
}
