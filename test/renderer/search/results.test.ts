import { describe, expect, it } from 'vitest';
import { formatOf } from '../../../renderer/format/format.ts';
import { ledgerResults, runResults, screenResults } from '../../../renderer/search/results.ts';
import { completedRun } from '../../core/contract/run-records.ts';

const RUN = '20261124-104233-7f3a9c';
const format = {
  ...formatOf({ dateFormat: 'YYYY-MM-DD', numberFormat: '1,234.56', negatives: 'minus' }),
  moment: () => 'then',
};

describe('the search leads', () => {
  it('to screens and actions by the words of their names, to those of a run only where one is at hand', () => {
    const open = { words: 'Open a workbook', keys: 'mod+o', run: () => undefined };
    const words = (text: string, runId: string | null): string[] =>
      screenResults(text, runId, [open], (keys) => keys).results.map((result) => result.words);
    expect(words('', null)).toEqual([
      'Reconcile',
      'Sources',
      'History',
      'Dashboard',
      'Schedules',
      'Audit log',
      'Backups',
      'Settings',
      'Open a workbook',
    ]);
    expect(words('exc', null)).toEqual([]);
    expect(words('RUN exc', RUN)).toEqual(['Exceptions of this run']);
    expect(words('book open', RUN)).toEqual(['Open a workbook']);
    const [exceptions] = screenResults('exc', RUN, [], (keys) => keys).results;
    expect(exceptions).toMatchObject({ facts: 'alt+3', leads: `/run/${RUN}/exceptions` });
  });

  it('to runs, of which it says period, policy, time and status, and that they are archived', () => {
    const archived = { at: 0, by: 'ana', reason: 'Only tried' };
    const runs = [completedRun({ period: '2026-10' }), completedRun({ archived })];
    const { results } = runResults(
      runs.map((run) => ({
        ...run,
        canContinue: false,
        signOffs: [],
        workedMs: 0,
        openExceptions: null,
        close: null,
      })),
      format,
    );
    expect(results.map(({ words, facts, leads }) => [words, facts, leads])).toEqual([
      ['Ledger', '2026-10 · One-to-one · then · Completed', `/run/${RUN}`],
      ['Ledger', 'whole ledger · One-to-one · then · Completed · Archived', `/run/${RUN}`],
    ]);
  });

  it('to customers and movements, with the source where there are several', () => {
    const searched = { runId: RUN, sourceName: 'Gifts', period: null };
    const hits = {
      runs: [searched],
      unread: [],
      customers: [
        {
          runId: RUN,
          customer: '5/5',
          name: 'Acme',
          movements: 1,
          balances: [{ currency: 'USD', cents: 700 }],
        },
      ],
      movements: [
        {
          runId: RUN,
          id: '12',
          customer: '5/5',
          type: 'spent',
          createdAt: Date.UTC(2026, 0, 3),
          cents: -400,
          currency: 'USD',
          status: 'matched',
        },
      ],
    };
    const [customers, movements] = ledgerResults(hits, format);
    expect(customers!.results).toMatchObject([
      {
        words: '5/5',
        facts: 'Acme · balance 7.00 USD · 1 movement',
        leads: `/run/${RUN}/customer/5~2F5`,
      },
    ]);
    expect(movements!.results[0]!.facts).toBe(
      'spent −4.00 USD · 2026-01-03 · customer 5/5 · matched',
    );
    expect(movements!.results[0]!.leads).toMatch(new RegExp(`^/run/${RUN}/grid/.*12`));
    const [several] = ledgerResults({ ...hits, runs: [searched, searched] }, format);
    expect(several!.results[0]!.facts).toMatch(/ · Gifts$/);
  });
});
