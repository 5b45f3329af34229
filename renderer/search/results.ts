import { policyTitle } from '../../core/contract/settings.ts';
import type { LedgerHits } from '../../core/contract/api/grid.ts';
import type { ListedRun } from '../../core/contract/api/runs.ts';
import { RUN_STATUS_WORDS } from '../../core/contract/run.ts';
import { SCREENS } from '../../core/contract/screens.ts';
import type { RunTabName, SidebarScreenName } from '../../core/contract/screens.ts';
import type { Format } from '../format/format.ts';
import { pathTo, routes } from '../frame/routes.ts';

/** Something that the search leads to. */
export interface Result {
  readonly key: string;
  readonly words: string;
  /** What tells it from others, shown beside it. */
  readonly facts: string;
  readonly isId?: boolean;
  /** A location, or what is done. */
  readonly leads: string | (() => void);
}

/** Results of one kind, in their order. */
export interface ResultGroup {
  readonly title: string;
  readonly results: readonly Result[];
}

/** What can be done from everywhere, besides going to a screen. */
export interface Action {
  readonly words: string;
  readonly keys: string;
  readonly run: () => void;
}

/** Screens and actions that have each word of a text in their names; those of a run where one is at hand. */
export function screenResults(
  text: string,
  runId: string | null,
  actions: readonly Action[],
  keysText: (keys: string) => string,
): ResultGroup {
  const screens = SCREENS.flatMap((screen): Result[] => {
    if (screen.key === undefined) return [];
    const inRun = screen.path.startsWith('/run/');
    if (inRun && runId === null) return [];
    const leads = inRun
      ? pathTo(screen.name as RunTabName, { runId: runId! })
      : pathTo(screen.name as SidebarScreenName);
    const words = inRun ? `${screen.title} of this run` : screen.title;
    return [{ key: screen.name, words, facts: keysText(screen.key), leads }];
  });
  const doing = actions.map(({ words, keys, run }): Result => ({
    key: words,
    words,
    facts: keysText(keys),
    leads: run,
  }));
  return {
    title: 'Screens and actions',
    results: [...screens, ...doing].filter(({ words }) => hasWords(words, text)),
  };
}

export function runResults(
  runs: readonly ListedRun[],
  format: Pick<Format, 'moment'>,
): ResultGroup {
  return {
    title: 'Runs',
    results: runs.map((run) => ({
      key: run.id,
      words: run.sourceName,
      facts: [
        run.period ?? 'whole ledger',
        policyTitle(run.policy),
        format.moment(run.startedAt),
        run.pausedAfter === null ? RUN_STATUS_WORDS[run.status] : 'Waiting',
        ...(run.archived === null ? [] : ['Archived']),
      ].join(' · '),
      leads: routes.run(run.id),
    })),
  };
}

/** Customers and movements; each names its source where several runs were looked through. */
export function ledgerResults(
  { runs, customers, movements }: LedgerHits,
  format: Pick<Format, 'amount' | 'count' | 'counted' | 'day'>,
): readonly ResultGroup[] {
  const sourceOf = (runId: string): string[] =>
    runs.length < 2 ? [] : [runs.find((run) => run.runId === runId)?.sourceName ?? ''];
  const money = (cents: number, currency: string): string =>
    `${format.amount(cents)} ${currency}`.trim();
  return [
    {
      title: 'Customers',
      results: customers.map(({ runId, customer, name, balances, movements: count }) => ({
        key: `${runId} ${customer}`,
        words: customer,
        isId: true,
        facts: [
          ...(name === null ? [] : [name]),
          `balance ${balances.map(({ cents, currency }) => money(cents, currency)).join(', ')}`,
          format.counted(count, 'movement'),
          ...sourceOf(runId),
        ].join(' · '),
        leads: routes.customer(runId, customer),
      })),
    },
    {
      title: 'Movements',
      results: movements.map((movement) => ({
        key: `${movement.runId} ${movement.id}`,
        words: movement.id,
        isId: true,
        facts: [
          `${movement.type} ${money(movement.cents, movement.currency)}`,
          format.day(movement.createdAt),
          `customer ${movement.customer}`,
          movement.status,
          ...sourceOf(movement.runId),
        ].join(' · '),
        leads: routes.grid(movement.runId, { search: movement.id }),
      })),
    },
  ];
}

function hasWords(words: string, text: string): boolean {
  const small = words.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => small.includes(word));
}
