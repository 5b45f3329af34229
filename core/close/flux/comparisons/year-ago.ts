import { DAY_MS } from '../../../ledger/time.ts';
import { kindOf } from '../../../periods/periods.ts';
import type { FluxComparison } from './comparison.ts';

const YEAR_MS = 365 * DAY_MS;

/** The period a year before the last one: of its kind the one in which its middle less a year lies. */
export const yearAgo: FluxComparison = {
  base({ kind: id, calendar, periods, cents }) {
    const kind = kindOf(id);
    const { start, end } = kind.spanOf(periods.at(-1)!, calendar)!;
    const name = kind.at(Math.floor((start + end) / 2) - YEAR_MS, calendar);
    const place = periods.indexOf(name);
    return place < 0 ? null : { cents: cents[place]!, spread: 0 };
  },
};
