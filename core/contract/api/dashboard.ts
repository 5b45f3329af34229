import { z } from 'zod';
import type { ComparableRuns } from '../baselines/baselines.ts';
import type { ExceptionTotal, SourceRecord } from '../run.ts';
import { POLICIES } from '../settings.ts';
import type { Policy } from '../settings.ts';
import { call } from '../calls/call.ts';
import { opening } from '../calls/entry.ts';

/** A completed run as a point of the dashboard's lines. Cents. */
export interface DashboardRun {
  readonly runId: string;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly policy: Policy;
  readonly period: string | null;
  /** `YYYY-MM-DD`, the end of its period: at the end of this day its figures are stated. */
  readonly asOf: string;
  readonly rows: number;
  readonly quality: number | null;
  /** Of each currency in the order of their codes, or of the only one (with an empty name). */
  readonly byCurrency: readonly {
    readonly currency: string;
    /** By value; null where nothing was redeemed. */
    readonly matchRate: number | null;
    /** Closing balance: what the shop still owes. */
    readonly openLiability: number;
    readonly untracked: number;
  }[];
  readonly exceptions: readonly ExceptionTotal[];
}

/** Runs that can be compared, the kind of their periods in words, and how many there are. */
export interface RunChoice extends ComparableRuns {
  readonly words: string;
  readonly runs: number;
}

export interface Dashboard {
  readonly sources: readonly (SourceRecord & { readonly runs: number })[];
  readonly sourceId: number | null;
  /** What there is to choose from for the source, the one used last first. */
  readonly choices: readonly RunChoice[];
  /** The one that is drawn; null where the source has no completed run. */
  readonly chosen: ComparableRuns | null;
  /** Those that no later revision replaces, by period end, the earliest first. */
  readonly runs: readonly DashboardRun[];
  /** All runs of the source by how they ended. */
  readonly outcomes: readonly { readonly status: string; readonly count: number }[];
}

export const dashboardCalls = {
  /** Of one source, policy and kind of period; of those used last where none is named. */
  'dashboard.get': call<Dashboard>()(
    z.strictObject({
      sourceId: z.int().optional(),
      policy: z.enum(POLICIES).optional(),
      periods: z.string().max(40).optional(),
      limit: z.int().min(1).max(100).default(24),
    }),
    opening('dashboard.opened'),
  ),
} as const;
