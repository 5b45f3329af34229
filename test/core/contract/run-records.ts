import type { MoneyTotals, RunRecord } from '../../../core/contract/run.ts';
import { DEFAULT_SETTINGS } from '../../../core/contract/settings.ts';
import { totalsByCurrency } from '../../../core/contract/totals.ts';

export const TOTALS = {
  earned: 10_000,
  spent: 6000,
  expired: 1000,
  closing: 3000,
  matched: 6500,
  openLots: 3500,
  uncovered: 500,
  untracked: 0,
};

/** The totals of a run whose ledger holds one currency. */
export function soleTotals({ totals }: Pick<RunRecord, 'totals'>): MoneyTotals {
  const [only, ...others] = totalsByCurrency(totals!);
  if (!only || others.length > 0) throw new Error('The ledger holds several currencies.');
  return only.totals;
}

/** A completed run with round figures; `but` says what is otherwise. */
export function completedRun(but: Partial<RunRecord> = {}): RunRecord {
  return {
    id: '20261124-104233-7f3a9c',
    sourceId: 1,
    sourceName: 'Ledger',
    place: '/data/ledger.xlsx',
    asked: '/data/ledger.xlsx',
    sha256: 'a'.repeat(64),
    bytes: 1000,
    sheets: [{ name: 'TC_Data', rows: 10 }],
    notes: {},
    period: null,
    policy: 'one-to-one',
    settings: DEFAULT_SETTINGS,
    settingsKey: 'b'.repeat(64),
    softwareVersion: '1.0.0',
    status: 'completed',
    revision: 1,
    supersedes: null,
    supersededBy: null,
    archived: null,
    deleted: null,
    startedAt: 1000,
    endedAt: 3000,
    counts: { earned: 5, spent: 4, expired: 1, quarantined: 0, customers: 3 },
    totals: TOTALS,
    quality: 1,
    problem: null,
    highWater: null,
    cutOff: null,
    rowCount: 10,
    pausedAfter: null,
    rejected: null,
    ...but,
  };
}
