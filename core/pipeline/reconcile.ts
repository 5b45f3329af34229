import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { CheckResult } from '../contract/checks.ts';
import { createFindingLog } from '../contract/findings.ts';
import type { FindingLog } from '../contract/findings.ts';
import { Problem } from '../contract/problem.ts';
import type { Settings } from '../contract/settings.ts';
import type { Draft, Matching, Totals } from '../ledger/draft.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { matchInWorkers } from '../match/match-in-workers.ts';
import { matchLedger } from '../match/match.ts';
import { makeDraft, makeTotals } from '../report/draft.ts';
import { openSource } from '../source/open-source.ts';
import type { PreviousRun } from '../validate/previous-run.ts';
import { validateSource } from '../validate/validate-source.ts';
import { verify } from '../verify/verify.ts';
import type { Verdict } from '../verify/verify.ts';
import { loadMatching, loadValidation, saveMatching, saveValidation } from './step-checkpoints.ts';
import type { Validation } from './step-checkpoints.ts';
import type { Progress, StepJournal, StepName, StepResult } from './step-journal.ts';

export interface ReconcileRequest {
  /** Where the source's bytes lie. */
  readonly path: string;
  /** What to call the source in reports. */
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly settings: Settings;
  readonly softwareVersion: string;
  /** 0 = chosen by the size of the ledger. */
  readonly workers: number;
}

export interface ReconcileEnvironment {
  /** The run's folder; it exists. */
  readonly folder: string;
  readonly journal: StepJournal;
  readonly previous: PreviousRun | null;
  /** The last wall-clock ms of today. */
  readonly endOfToday: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Told as soon as validation has said what there is to say, also when it halts. */
  readonly onFindings?: (findings: FindingLog) => void;
}
