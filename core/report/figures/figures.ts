import { aging } from './aging.ts';
import type { AgeBucket } from './aging.ts';
import { groupTotals } from './group-totals.ts';
import type { GroupTotal } from './group-totals.ts';
import type { ReportInput } from './report-input.ts';
import { rollForward } from './roll-forward.ts';
import type { Month } from './roll-forward.ts';

/** The sums that more than one output tells. */
export interface Figures {
  readonly months: readonly Month[];
  readonly byAge: readonly AgeBucket[];
  readonly byExpiry: readonly AgeBucket[];
  readonly groups: readonly GroupTotal[];
}

/** The sums of a run, each made once. */
export function figuresOf({ source, matching }: ReportInput): Figures {
  const { ledger } = source;
  return {
    months: rollForward(ledger),
    ...aging(ledger, matching, source.asOf),
    groups: groupTotals(ledger, source.customerGroups),
  };
}
