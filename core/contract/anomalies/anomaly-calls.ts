import { z } from 'zod';
import { call } from '../calls/call.ts';
import { ofRun, opening } from '../calls/entry.ts';
import type { Anomaly } from './anomalies.ts';

/** What is out of line with customers in the period of a run, or in all of it. */
export interface RunAnomalies {
  readonly runId: string;
  /** `YYYY-MM-DD`: movements from this day on were looked at; null for all. */
  readonly from: string | null;
  readonly total: number;
  /** The farthest out, the farthest first. */
  readonly items: readonly Anomaly[];
}

/** As many are shown: whoever has more has another kind of ledger. */
export const MOST_ANOMALIES = 1000;

export const anomalyCalls = {
  /** Reads the run's ledger anew. Throws Problems `run.unknown`, `run.not-validated` and those of its checkpoint. */
  'anomalies.get': call<RunAnomalies>()(
    z.strictObject({ runId: z.string().max(40) }),
    opening('anomalies.opened', ofRun),
  ),
} as const;
