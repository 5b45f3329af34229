import type { ControlTotals } from '../../../core/contract/checks.ts';
import type { Ledger } from '../../../core/ledger/ledger.ts';

/** The control totals of a ledger, as counting its source would have made them. */
export function controlOf({ rows, type, cents }: Ledger): ControlTotals {
  const count = (code: number): number => type.filter((one) => one === code).length;
  const sum = (code: number): number =>
    cents.reduce((total, one, r) => total + (type[r] === code ? Math.abs(one) : 0), 0);
  return {
    rows,
    earnedRows: count(0),
    spentRows: count(1),
    expiredRows: count(2),
    earnedCents: sum(0),
    spentCents: sum(1),
    expiredCents: sum(2),
    quarantinedRows: 0,
  };
}
