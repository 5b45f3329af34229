import type { CheckResult } from '../../contract/checks.ts';
import type { FindingCount } from '../../contract/findings.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Matching, Totals } from '../../ledger/draft.ts';
import type { LaterFileFigures } from '../../later-file/later-file-figures.ts';
import type { ValidatedSource } from '../../accepted/validated-source.ts';
import type { Afterwards } from './decisions.ts';
import type { ExceptionList } from './exception-list.ts';
import type { Figures } from './figures.ts';

/** Everything that the reports tell, and nothing of the run's own times. */
export interface ReportInput {
  readonly source: ValidatedSource;
  readonly place: { readonly name: string; readonly sha256: string; readonly bytes: number };
  readonly settings: Settings;
  readonly softwareVersion: string;
  readonly matching: Matching;
  /** By currency, the only one with an empty name. */
  readonly totals: Readonly<Record<string, Totals>>;
  /** Redemptions that lots cover wholly. */
  readonly covered: number;
  readonly findings: readonly FindingCount[];
  readonly checks: readonly CheckResult[];
  readonly exceptions: ExceptionList;
  readonly figures: Figures;
  /** What the file was to the run that it stands on; null for a ledger of its own. */
  readonly laterFile: LaterFileFigures | null;
  /** Of a run that has ended, where its workbook is written again. */
  readonly afterwards?: Afterwards | undefined;
}
