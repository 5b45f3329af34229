import { z } from 'zod';
import type { ExceptionTotal, SourceRecord } from '../run.ts';
import { call } from './call.ts';

/** A completed run as a point of the dashboard's lines. Cents. */
export interface DashboardRun {
  readonly runId: string;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly policy: string;
  readonly period: string | null;
  readonly rows: number;
  readonly quality: number | null;
  readonly matchRate: number | null;
  /** Closing balance: what the shop still owes. */
  readonly openLiability: number;
  readonly untracked: number;
  readonly exceptions: readonly ExceptionTotal[];
}
export interface Dashboard {
  readonly sources: readonly (SourceRecord & { readonly runs: number })[];
  readonly sourceId: number | null;
  /** The oldest first. */
  readonly runs: readonly DashboardRun[];
  /** All runs of the source by how they ended. */
  readonly outcomes: readonly { readonly status: string; readonly count: number }[];
}

export const dashboardCalls = {
  /** Of one source; of the one used last where none is named. */
  'dashboard.get': call<Dashboard>()(
    z.strictObject({ sourceId: z.int().optional(), limit: z.int().min(1).max(100).default(24) }),
  ),
} as const;
