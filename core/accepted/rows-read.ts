import { cutOffDetail } from '../contract/bridge.ts';
import { dayText } from '../ledger/time.ts';
import type { LedgerRows, ValidatedSource } from './validated-source.ts';

/** What a run that halts has read: its rows, those that a quarantine would set aside, and the bridge. */
export type RowsRead = Pick<LedgerRows, 'sourceRows' | 'rejectedRows'> &
  Pick<ValidatedSource, 'asOf' | 'bridge'>;

/** The same as details of a problem. */
export function rowsRead({ sourceRows, rejectedRows, asOf, bridge }: RowsRead) {
  return {
    sourceRows,
    rejectedRows,
    cutOff: cutOffDetail({ asOf: dayText(asOf), bridge: [...bridge] }),
  };
}
