import {
  checkRecordSchema,
  findingRecordSchema,
  outputRecordSchema,
  runRecordSchema,
  stepRecordSchema,
} from '../../../core/contract/run.ts';
import type {
  CheckRecord,
  FindingRecord,
  OutputRecord,
  RunRecord,
  StepRecord,
} from '../../../core/contract/run.ts';
import { parsed } from '../tables/history-context.ts';

/** Rows of the tables, and the records of the contract that they are read as. */
export interface RunRow {
  id: string;
  source_id: number;
  place: string;
  asked: string | null;
  source_name: string | null;
  sha256: string | null;
  bytes: number | null;
  sheets: string | null;
  notes: string;
  period: string | null;
  policy: string;
  settings: string;
  settings_key: string;
  software_version: string;
  status: string;
  revision: number;
  supersedes: string | null;
  superseded_by: string | null;
  started_at: number;
  ended_at: number | null;
  counts: string | null;
  totals: string | null;
  quality: number | null;
  problem: string | null;
  high_water: number | null;
  cut_off: string | null;
  row_count: number | null;
  paused_after: string | null;
  rejected_rows: number | null;
  archived_at: number | null;
  archived_by: string | null;
  archived_because: string | null;
  deleted_at: number | null;
  deleted_by: string | null;
}

/**
 * Runs as `r`, as `a` that they are archived, and as `k` that their files were deleted. What an archived revision
 * replaced is replaced by it no more.
 */
export const SELECT_RUN = `
  SELECT r.*, a.at AS archived_at, a.actor AS archived_by, a.reason AS archived_because,
    k.at AS deleted_at, k.actor AS deleted_by, (
    SELECT s.id FROM current_runs s
    WHERE r.status = 'completed' AND s.status = 'completed' AND s.source_id = r.source_id AND s.policy = r.policy
      AND coalesce(s.period, '') = coalesce(r.period, '') AND s.revision > r.revision
    ORDER BY s.revision LIMIT 1
  ) AS superseded_by
  FROM runs r LEFT JOIN archived_runs a ON a.run_id = r.id
  LEFT JOIN keeping_log k ON k.id = (SELECT min(d.id) FROM keeping_log d WHERE d.deleted = r.id)`;

export function runRecord(row: RunRow): RunRecord {
  return runRecordSchema.parse({
    id: row.id,
    sourceId: row.source_id,
    place: row.place,
    asked: row.asked ?? row.place,
    sourceName: row.source_name ?? '',
    sha256: row.sha256,
    bytes: row.bytes,
    sheets: parsed(row.sheets),
    notes: parsed(row.notes),
    period: row.period,
    policy: row.policy,
    settings: parsed(row.settings),
    settingsKey: row.settings_key,
    softwareVersion: row.software_version,
    status: row.status,
    revision: row.revision,
    supersedes: row.supersedes,
    supersededBy: row.superseded_by,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    counts: parsed(row.counts),
    totals: parsed(row.totals),
    quality: row.quality,
    problem: parsed(row.problem),
    highWater: row.high_water,
    cutOff: parsed(row.cut_off),
    rowCount: row.row_count,
    pausedAfter: row.paused_after,
    rejected: row.rejected_rows === null ? null : { rows: row.rejected_rows },
    archived:
      row.archived_at === null
        ? null
        : { at: row.archived_at, by: row.archived_by, reason: row.archived_because },
    deleted: row.deleted_at === null ? null : { at: row.deleted_at, by: row.deleted_by },
  });
}

export interface StepRow {
  name: string;
  status: string;
  started_at: number;
  ended_at: number | null;
  rows_in: number | null;
  rows_out: number | null;
  checksums: string;
  attempts: number;
  detail: string | null;
}

export function stepRecord(row: StepRow): StepRecord {
  return stepRecordSchema.parse({
    name: row.name,
    status: row.status,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    rowsIn: row.rows_in,
    rowsOut: row.rows_out,
    checksums: parsed(row.checksums),
    attempts: row.attempts,
    detail: row.detail,
  });
}

export interface CheckRow {
  id: string;
  passed: number;
  numbers: string;
  detail: string;
  failures: string;
  failure_count: number;
}

export function checkRecord(row: CheckRow): CheckRecord {
  return checkRecordSchema.parse({
    id: row.id,
    passed: row.passed === 1,
    numbers: parsed(row.numbers),
    detail: row.detail,
    failures: parsed(row.failures),
    failureCount: row.failure_count,
  });
}

export function outputRecord(row: OutputRecord): OutputRecord {
  return outputRecordSchema.parse(row);
}

export function findingRecords(samples: string): FindingRecord[] {
  return findingRecordSchema.array().parse(parsed(samples));
}
