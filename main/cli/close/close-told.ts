import type { ComparedCustomers } from '../../../core/close/tie-out/customers.ts';
import type { LaterRow } from '../../../core/contract/close/sign-off.ts';
import type { PeriodClose } from '../../close/period-close.ts';

/** What the command line tells of a close. */
export interface CloseTold extends PeriodClose {
  /** Of a locked period, the rows by which the latest run differs. */
  readonly later: readonly LaterRow[];
  /** The platform's customers beside the ledger's; null where there is no list. */
  readonly customers: ComparedCustomers | null;
  /** The paths of files that were written. */
  readonly files: readonly string[];
}
