import type { MonthView } from '../../core/contract/runs/report-view.ts';
import { TYPE_NAMES } from '../../core/ledger/ledger.ts';
import { DAY_MS } from '../../core/ledger/time.ts';
import type { Calendar } from '../../core/periods/period-kind.ts';
import type { RollForwardKind } from '../../core/periods/periods.ts';
import { rollForward } from '../../core/report/figures/roll-forward.ts';
import type { DailySums, DaySums } from '../../core/report/figures/roll-forward.ts';
import type { DayRow } from '../../core/run-folder/analytics-file.ts';
import { fieldColumn } from './view/run-files.ts';
import type { OpenRun } from './view/store.ts';

/** The roll-forward of a run by a kind of period, from its published balance history. */
export function rollForwardOf(run: OpenRun, kind: RollForwardKind): Promise<readonly MonthView[]> {
  const { files, query } = run;
  return run.remember(`roll-forward ${kind}`, async () => {
    const currency = fieldColumn(files.columns, 'CURRENCY') ? `coalesce(CURRENCY, '')` : `''`;
    const rows = await query(
      `SELECT ${currency}, (epoch_ms(date_trunc('day', CREATEDAT)) // ${DAY_MS})::BIGINT, TCTYPE,
         (sum(abs(AMOUNT)) * 100)::BIGINT, count(*)::BIGINT
       FROM ${files.balances} GROUP BY 1, 2, 3`,
    );
    const days = new Map<string, Map<number, DaySums>>();
    for (const [code, day, type, cents, movements] of rows) {
      const ofCurrency = days.get(String(code)) ?? new Map<number, DaySums>();
      days.set(String(code), ofCurrency);
      const sums = ofCurrency.get(Number(day)) ?? [0, 0, 0, 0];
      ofCurrency.set(Number(day), sums);
      sums[TYPE_NAMES.indexOf(type as (typeof TYPE_NAMES)[number])]! += Number(cents);
      sums[3] += Number(movements);
    }
    return drawnUp(days, kind, files.run.settings.calendar);
  });
}

/** The same of a run that is verified and whose files are still being written. */
export function rollForwardOfDays(
  rows: readonly DayRow[],
  kind: RollForwardKind,
  calendar: Calendar,
): readonly MonthView[] {
  const days = new Map<string, Map<number, DaySums>>();
  for (const [code, day, ...sums] of rows) {
    const ofCurrency = days.get(code) ?? new Map<number, DaySums>();
    days.set(code, ofCurrency.set(day, sums));
  }
  return drawnUp(days, kind, calendar);
}

function drawnUp(days: DailySums, kind: RollForwardKind, calendar: Calendar): MonthView[] {
  return rollForward(days, kind, calendar).map(({ period, ...figures }) => ({
    month: period,
    ...figures,
  }));
}
