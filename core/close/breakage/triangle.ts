import type { CustomerLookup } from '../../accepted/lookup-tables.ts';
import type { ClassColumn } from '../../contract/close/breakage.ts';
import type { Matching } from '../../ledger/draft.ts';
import { EARNED, SPENT } from '../../ledger/ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { DAY_MS, monthText } from '../../ledger/time.ts';
import { classKey, lotClasses } from './lot-classes.ts';
import type { LotClass } from './lot-classes.ts';

/** The lots of a class that were earned in one month, in cents: earned = Σ redeemed + expired + open. */
export interface Cohort {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly earned: number;
  /** By age what was spent of them: in the month of issue, in the one after it, and so on up to the cut-off. */
  readonly redeemed: readonly number[];
  readonly expired: number;
  /** What no redemption took. */
  readonly open: number;
}

/** How the lots of a class were redeemed, by month of issue and age (RULES.md section 11). */
export interface Triangle extends LotClass {
  /** In the order of months; those without lots are missing. */
  readonly cohorts: readonly Cohort[];
  /** The months of age, from 0, that have passed wholly for lots of a month; −1 for none. */
  readonly wholeAge: (month: string) => number;
}

/** A triangle for each class of a ledger's lots, in the order of currencies and classes. */
export function triangles(
  ledger: Ledger,
  matching: Matching,
  customerGroups: Pick<CustomerLookup, 'groupColumns' | 'groups'> | null,
  by: readonly ClassColumn[],
  asOf: number,
): readonly Triangle[] {
  const monthOf = monthNumbers();
  const last = monthOf(asOf);
  const classes = lotClasses(ledger, customerGroups, by);
  const cohorts: Map<number, OpenCohort>[] = [];
  const cohortOf = (row: number): OpenCohort => {
    const place = classes.of(row);
    const month = monthOf(ledger.createdAt[row]!);
    const ofClass = (cohorts[place] ??= new Map<number, OpenCohort>());
    let cohort = ofClass.get(month);
    if (!cohort) {
      const redeemed = new Float64Array(last - month + 1);
      ofClass.set(month, (cohort = { earned: 0, expired: 0, redeemed }));
    }
    return cohort;
  };
  for (let row = 0; row < ledger.rows; row++)
    if (ledger.type[row] === EARNED) cohortOf(row).earned += ledger.cents[row]!;
  const { count, earnedRow, redeemerRow, cents } = matching.allocations;
  for (let i = 0; i < count; i++) {
    const lot = earnedRow[i]!;
    const redemption = redeemerRow[i]!;
    const cohort = cohortOf(lot);
    if (ledger.type[redemption] === SPENT) {
      const age = monthOf(ledger.createdAt[redemption]!) - monthOf(ledger.createdAt[lot]!);
      cohort.redeemed[age]! += cents[i]!;
    } else cohort.expired += cents[i]!;
  }
  // A month in which the cut-off lies is whole if it is its end.
  const lastWhole = monthOf(asOf + 1) > last ? last : last - 1;
  const wholeAge = (month: string): number => Math.max(-1, lastWhole - numberOfMonth(month));
  return classes.classes
    .map((of, place) => ({ ...of, cohorts: closedCohorts(cohorts[place]!), wholeAge }))
    .sort((a, b) => (classKey(a) < classKey(b) ? -1 : 1));
}

interface OpenCohort {
  earned: number;
  expired: number;
  readonly redeemed: Float64Array;
}

function closedCohorts(open: ReadonlyMap<number, OpenCohort>): readonly Cohort[] {
  return [...open.keys()]
    .sort((a, b) => a - b)
    .map((month): Cohort => {
      const { earned, expired, redeemed } = open.get(month)!;
      const spent = redeemed.reduce((sum, one) => sum + one, 0);
      return {
        month: monthText(Date.UTC(Math.floor(month / 12), month % 12, 1)),
        earned,
        redeemed: [...redeemed],
        expired,
        open: earned - spent - expired,
      };
    });
}

/** What of a cohort was spent up to the cut-off. */
export function spentOf({ redeemed }: Pick<Cohort, 'redeemed'>): number {
  return redeemed.reduce((sum, one) => sum + one, 0);
}

/** The number of a month `YYYY-MM`, counted on from month to month. */
function numberOfMonth(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}

/** Numbers the months of moments; most rows of a ledger are of a few hundred days. */
function monthNumbers(): (time: number) => number {
  const byDay = new Map<number, number>();
  return (time) => {
    const day = Math.floor(time / DAY_MS);
    let month = byDay.get(day);
    if (month === undefined) byDay.set(day, (month = numberOfMonth(monthText(day * DAY_MS))));
    return month;
  };
}
