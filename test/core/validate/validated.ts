import type { ValidatedSource } from '../../../core/accepted/validated-source.ts';
import type { ChangedRows } from '../../../core/contract/api/changed-rows.ts';
import { createFindingLog } from '../../../core/contract/findings.ts';
import type { FindingCode } from '../../../core/contract/findings.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { acceptLaterFile } from '../../../core/later-file/accept-later-file.ts';
import type { StandingRun } from '../../../core/later-file/standing/standing-run.ts';
import { readLedgerFile } from '../../../core/validate/read-ledger-file.ts';
import { acceptOwnLedger } from '../../../core/validate/validate-source.ts';
import { HEADER, memorySource } from './memory-source.ts';
import type { Cell } from './memory-source.ts';

/** Sales and Customers as good rows need them. */
export const LOOKUPS: Record<string, Cell[][]> = {
  Sales: [
    ['ORDERID', 'CUSTOMERID'],
    [100, 1],
  ],
  Customers: [
    ['CUSTOMERID', 'EMAIL'],
    [1, 'a@example.com'],
  ],
};

/** What becomes of rows, as a ledger of their own or as a later file; a Problem is handed back. */
export async function validated(
  rows: Cell[][],
  options: {
    sheets?: Record<string, Cell[][]>;
    settings?: object;
    /** What stands, for a later file. */
    standing?: StandingRun;
    header?: Cell[];
    cap?: number;
  } = {},
): Promise<{
  codes: FindingCode[];
  found: ReturnType<typeof createFindingLog>;
  source: ValidatedSource | null;
  problem: Problem | null;
  /** The reported rows that it halts for. */
  undecided: ChangedRows | null;
}> {
  const found = createFindingLog(options.cap);
  const sheets = { TC_Data: [options.header ?? HEADER, ...rows], ...(options.sheets ?? LOOKUPS) };
  let source: ValidatedSource | null = null;
  let problem: Problem | null = null;
  let undecided: ChangedRows | null = null;
  try {
    const settings = settingsSchema.parse({ onError: 'quarantine', ...options.settings });
    const checking = {
      findings: found,
      endOfToday: Date.UTC(2026, 10, 24),
      onUndecided: (changed: ChangedRows) => void (undecided = changed),
    };
    const file = await readLedgerFile(memorySource(sheets), settings, checking);
    source =
      options.standing === undefined || settings.increment === 'off'
        ? acceptOwnLedger(file, settings, checking)
        : acceptLaterFile(options.standing, file, settings, checking);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    problem = error;
  }
  return { codes: found.counts().map(({ code }) => code), found, source, problem, undecided };
}
