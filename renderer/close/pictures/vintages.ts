import type { Vintage } from '../../../core/contract/close/close-view.ts';

/** A month on the way from the first to the last, with what is open of its lots. */
export interface OpenOfMonth {
  readonly month: string;
  /** Cents; 0 of a month without lots. */
  readonly open: number;
}

/** What is open by month of issue: every month from the first to the last one, in the order of time. */
export function openByMonth(vintages: readonly Vintage[]): readonly OpenOfMonth[] {
  const open = new Map(vintages.map((one) => [one.month, one.open]));
  const [first, last] = [vintages[0]?.month, vintages.at(-1)?.month];
  if (first === undefined || last === undefined) return [];
  const months: OpenOfMonth[] = [];
  for (let month = first; month <= last; month = nextMonth(month))
    months.push({ month, open: open.get(month) ?? 0 });
  return months;
}

function nextMonth(name: string): string {
  const [year, month] = name.split('-').map(Number) as [number, number];
  return month === 12 ? monthName(year + 1, 1) : monthName(year, month + 1);
}

function monthName(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}

/** What was redeemed by an age, as a share of what was earned. */
export interface RedeemedByAge {
  /** In months: 0 is the month of issue. */
  readonly age: number;
  /** By month of issue; null where the age has not passed wholly. */
  readonly shares: Readonly<Record<string, number | null>>;
  /** Of all months together that have come to this age; null for none. */
  readonly all: number | null;
}

/** How redemption comes along with age, month of issue by month of issue and of all together. */
export function redemptionCurves(vintages: readonly Vintage[]): readonly RedeemedByAge[] {
  const oldest = Math.max(-1, ...vintages.map(({ wholeAge }) => wholeAge));
  return Array.from({ length: oldest + 1 }, (_, age): RedeemedByAge => {
    const there = vintages.filter(({ wholeAge, earned }) => wholeAge >= age && earned > 0);
    const earned = there.reduce((sum, one) => sum + one.earned, 0);
    const redeemed = there.reduce((sum, one) => sum + redeemedBy(one, age), 0);
    const shares = there.map((one) => [one.month, redeemedBy(one, age) / one.earned] as const);
    return {
      age,
      shares: Object.fromEntries(shares),
      all: earned === 0 ? null : redeemed / earned,
    };
  });
}

/** What was spent of the lots of a month by the end of an age, in cents. */
function redeemedBy({ redeemed }: Pick<Vintage, 'redeemed'>, age: number): number {
  return redeemed.slice(0, age + 1).reduce((sum, one) => sum + one, 0);
}
