import type { ValidatedSource } from '../../accepted/validated-source.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Matching } from '../../ledger/draft.ts';
import { spanOfPeriod } from '../../periods/periods.ts';
import { aging } from './aging.ts';
import type { AgeBucket } from './aging.ts';
import { groupTotals } from './group-totals.ts';
import type { GroupTotal } from './group-totals.ts';
import { dailySums, rolledPeriod, rollForward } from './roll-forward.ts';
import type { DailySums, RolledPeriod } from './roll-forward.ts';

/** The sums that more than one output tells. */
export interface Figures {
  readonly months: readonly RolledPeriod[];
  /** By the kind of period that was asked for; null where that is the month. */
  readonly rolled: readonly RolledPeriod[] | null;
  /** The period that was asked for; null where none was. */
  readonly period: readonly RolledPeriod[] | null;
  readonly byAge: readonly AgeBucket[];
  readonly byExpiry: readonly AgeBucket[];
  readonly groups: readonly GroupTotal[];
  /** From which periods of any other kind are drawn up. */
  readonly days: DailySums;
}

/** What the sums are made from. */
interface Summed {
  readonly source: ValidatedSource;
  readonly matching: Matching;
  readonly settings: Settings;
}

/** The sums of a run, each made once. */
export function figuresOf({ source, matching, settings }: Summed): Figures {
  const { ledger } = source;
  const { calendar, period, rollForward: kind } = settings;
  const days = dailySums(ledger);
  const span = period === null ? null : spanOfPeriod(period, calendar);
  return {
    months: rollForward(days, 'month', calendar),
    rolled: kind === 'month' ? null : rollForward(days, kind, calendar),
    period: period === null || span === null ? null : rolledPeriod(days, period, span),
    ...aging(ledger, matching, source.asOf),
    groups: groupTotals(ledger, source.customerGroups),
    days,
  };
}
