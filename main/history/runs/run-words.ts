import { RUN_STATUS_WORDS } from '../../../core/contract/run.ts';
import type { RunStatus } from '../../../core/contract/run.ts';
import { localDay } from '../../local-day.ts';
import type { HistoryContext } from '../tables/history-context.ts';

/** The words of a run in SQL, for runs as `r`. */
export const RUN_WORDS = `run_words(r.id, r.source_name, r.place, r.period, r.cut_off ->> '$.asOf', r.policy,
  r.status, r.paused_after, r.started_at,
  (SELECT group_concat(s.name || ' ' || s.actor, ' ') FROM sign_offs s WHERE s.run_id = r.id))`;

/**
 * Lets statements say {@link RUN_WORDS}: all that a person may look a run up by, in small letters. Not by SQL
 * itself, whose small letters are those of English only.
 */
export function declareRunWords({ db }: Pick<HistoryContext, 'db'>): void {
  db.function('run_words', { deterministic: true }, wordsOf);
}

/** The words of a search, in small letters, each of which a run has to have. */
export function searchedWords(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

function wordsOf(
  id: string,
  sourceName: string | null,
  place: string,
  period: string | null,
  asOf: string | null,
  policy: string,
  status: RunStatus,
  pausedAfter: string | null,
  startedAt: number,
  signers: string | null,
): string {
  const started = new Date(startedAt);
  return [
    sourceName ?? '',
    // The file, not the folders that all files lie in.
    place.split(/[/\\]/).at(-1),
    period ?? 'whole ledger',
    asOf ?? '',
    policy,
    pausedAfter === null ? RUN_STATUS_WORDS[status] : 'waiting',
    localDay(started),
    // 30 November 2026: found by "nov 2026" as well.
    started.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }),
    id,
    signers ?? '',
  ]
    .join(' ')
    .toLowerCase();
}
