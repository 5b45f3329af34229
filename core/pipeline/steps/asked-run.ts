import type { CutOff } from '../../contract/bridge.ts';
import type { CheckResult } from '../../contract/checks.ts';
import type { FindingCount, FindingLog } from '../../contract/findings.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Progress, StepName, Tell } from '../../contract/steps.ts';
import type { LaterFileFigures } from '../../later-file/later-file-figures.ts';
import type { StandingRuns } from '../../later-file/standing/standing-run.ts';
import type { ExceptionList } from '../../report/figures/exception-list.ts';
import type { Totals } from '../../ledger/draft.ts';
import type { StepJournal } from '../../run-folder/step-journal.ts';

export interface ReconcileRequest {
  /** Where the source's bytes lie. */
  readonly path: string;
  /** What reports call the source. */
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly settings: Settings;
  readonly softwareVersion: string;
  /** 0 = chosen by the size of the ledger. */
  readonly workers: number;
  /** For tests that want many partitions of a small ledger. */
  readonly rowsPerPartition?: number | undefined;
  /** Rows of a sheet below its header, for tests that want many sheets of few rows. */
  readonly sheetRows?: number | undefined;
}

export interface ReconcileEnvironment {
  /** The run's folder; it exists. */
  readonly folder: string;
  readonly journal: StepJournal;
  /** The run that a later file of its source stands on; asked for when it is needed. */
  readonly standing?: StandingRuns | undefined;
  /** The last wall-clock ms of today. */
  readonly endOfToday: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Tell<Progress> | undefined;
  /** Called as soon as the source was read, halted or not, and again when more is found. */
  readonly onFindings: (counts: readonly FindingCount[], kept: FindingLog['kept']) => void;
  readonly onChecks: (checks: readonly CheckResult[]) => void;
  /** Called when the accepted rows are known: from the source, or from an earlier attempt. */
  readonly onValidated?: ((facts: ValidatedFacts) => void) | undefined;
  /** Called when the totals of the matching are known. */
  readonly onMatched?: ((facts: MatchedFacts) => void) | undefined;
  /** Called when verification has passed, in each attempt, with what there is to be looked into. */
  readonly onVerified?: ((exceptions: ExceptionList) => void) | undefined;
  /** Called when the tables are whole and other files are still to be written. */
  readonly onTables?: (() => void) | undefined;
  /** The step after which the run waits for a person; absent or `report`: it runs to its end. */
  readonly until?: StepName | undefined;
}

/** What a run knows of its source once it is validated. */
export interface ValidatedFacts {
  readonly sourceRows: number;
  readonly sheets: readonly { readonly name: string; readonly rows: number }[];
  /** Of the rows at the cut-off, and of those set aside. */
  readonly counts: Readonly<
    Record<'earned' | 'spent' | 'expired' | 'quarantined' | 'customers', number>
  >;
  readonly rejectedRows: number;
  readonly qualityScore: number;
  /** The latest CREATEDAT at the cut-off, in wall-clock ms; null where nothing lies at it. */
  readonly highWater: number | null;
  /** When the figures are stated, and what leads to them. */
  readonly cutOff: CutOff;
  /** The run that the ledger was built on, and whether it is still the same; null for a ledger of its own. */
  readonly standsOn: { readonly runId: string; readonly broughtNothing: boolean } | null;
}

/** What a run knows once it is matched. */
export interface MatchedFacts {
  /** By currency, the only one with an empty name. */
  readonly totals: Readonly<Record<string, Totals>>;
  /** Redemptions that lots cover wholly. */
  readonly covered: number;
  /** What the file was to the run that it stands on; null for a ledger of its own. */
  readonly laterFile: LaterFileFigures | null;
}
