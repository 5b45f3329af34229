import { dates } from './dates.ts';
import { fiscal } from './fiscal.ts';
import { month } from './month.ts';
import type { Calendar, PeriodKind, Span } from './period-kind.ts';
import { quarter } from './quarter.ts';
import { twoWeeks } from './two-weeks.ts';
import { week } from './week.ts';

/** All kinds of periods, in the order in which they are offered. */
const DECLARED = [month, quarter, week, twoWeeks, fiscal, dates] as const;

/** The kinds by which a roll-forward can be drawn up: those that divide time. */
export type RollForwardKind = Dividing['id'];
type Dividing = Exclude<(typeof DECLARED)[number], { readonly at: null }>;
export const ROLL_FORWARD_KINDS: readonly RollForwardKind[] = DECLARED.flatMap((kind) =>
  kind.at === null ? [] : [kind.id],
);

/** One way to write a period of each kind, for who is asked for one. */
export const PERIOD_EXAMPLES: readonly string[] = [
  ...new Set(DECLARED.map(({ example }) => example)),
];

/** Where nothing else is said: the year of the calendar, in months, and weeks from a Monday. */
export const PLAIN_CALENDAR: Calendar = {
  fiscalStart: 1,
  fiscalPeriods: 'months',
  twoWeeksFrom: '2024-01-01',
};

/** What a kind declares. */
export function kindOf(id: RollForwardKind): PeriodKind & {
  readonly at: NonNullable<PeriodKind['at']>;
} {
  return DECLARED.find((kind): kind is Dividing => kind.id === id)!;
}

/** The span of a period, whatever kind it is of; null where the name is that of none. */
export function spanOfPeriod(name: string, calendar: Calendar): Span | null {
  for (const kind of DECLARED) {
    const span = kind.spanOf(name, calendar);
    if (span !== null) return span;
  }
  return null;
}

/** The periods of a kind that a span of time touches, the latest first, `most` at the most. */
export function periodsWithin(
  id: RollForwardKind,
  { start, end }: Span,
  calendar: Calendar,
  most: number,
): string[] {
  const { at, spanOf } = kindOf(id);
  const names: string[] = [];
  for (let time = end; time >= start && names.length < most;) {
    const name = at(time, calendar);
    names.push(name);
    time = spanOf(name, calendar)!.start - 1;
  }
  return names;
}

/** Whether a text names a period of any kind. */
export function isPeriodName(text: string): boolean {
  return spanOfPeriod(text, PLAIN_CALENDAR) !== null;
}

/** The kind of a period, by its name: its id and what several of them are called; null for the name of none. */
export function kindOfPeriod(
  name: string,
  calendar: Calendar,
): Pick<PeriodKind, 'id' | 'many'> | null {
  return DECLARED.find((kind) => kind.spanOf(name, calendar) !== null) ?? null;
}
