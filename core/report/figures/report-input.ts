import type { CheckResult } from '../../contract/checks.ts';
import type { FindingCount } from '../../contract/findings.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Matching, Totals } from '../../ledger/draft.ts';
import type { Increment } from '../../accepted/increment.ts';
import type { Restatement } from '../../later-file/restatement.ts';
import type { ValidatedSource } from '../../validate/validate-source.ts';
import type { ExceptionList } from './exceptions.ts';

/** A later file of a source, in figures, and what it changes in months that were reported. */
export interface DeliveryFigures {
  readonly kind: Increment['kind'];
  readonly onChanged: Increment['onChanged'];
  readonly added: number;
  readonly late: number;
  readonly known: number;
  readonly changed: number;
  readonly gone: number;
  readonly touchedCustomers: number;
  /** Rows whose customers were matched anew; null where all of them were. */
  readonly rowsAnew: number | null;
  /** Rows that stood and have another REDEEMID or MATCHED_AMOUNT now; null where that is not known. */
  readonly rematched: number | null;
  readonly restatement: Restatement;
}

/** Everything that the reports tell, and nothing of the run's own times. */
export interface ReportInput {
  readonly source: ValidatedSource;
  readonly place: { readonly name: string; readonly sha256: string; readonly bytes: number };
  readonly settings: Settings;
  readonly softwareVersion: string;
  readonly matching: Matching;
  readonly totals: Totals;
  /** Where the ledger holds more than one currency; `totals` is then no money but a checksum. */
  readonly byCurrency: Readonly<Record<string, Totals>> | null;
  readonly findings: readonly FindingCount[];
  readonly checks: readonly CheckResult[];
  readonly exceptions: ExceptionList;
  /** What the file was to the run that it stands on; null for a ledger of its own. */
  readonly delivery: DeliveryFigures | null;
}
