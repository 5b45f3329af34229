import type { Calendar } from '../periods/period-kind.ts';
import { kindOf, ROLL_FORWARD_KINDS } from '../periods/periods.ts';

/** How the period of a run follows from when it is due. */
interface PeriodRule {
  readonly id: string;
  /** In words that follow *for*. */
  readonly words: string;
  /** The period's name; null for the whole ledger. */
  periodAt(wall: number, calendar: Calendar): string | null;
}

/** The period before the one that it is due in, and that one, of each kind that divides time; or no period. */
export const PERIOD_RULES: readonly PeriodRule[] = [
  ...ROLL_FORWARD_KINDS.flatMap((id): PeriodRule[] => {
    const { title, at, spanOf } = kindOf(id);
    const name = title.toLowerCase();
    return [
      {
        id: `${id}-before`,
        words: `the ${name} before`,
        periodAt: (wall, calendar) => at(spanOf(at(wall, calendar), calendar)!.start - 1, calendar),
      },
      { id: `${id}-of`, words: `the ${name} it is due in`, periodAt: at },
    ];
  }),
  { id: 'whole', words: 'the whole ledger', periodAt: () => null },
];

/** What a rule's id stands for; null where there is none. */
export function periodRule(id: string): PeriodRule | null {
  return PERIOD_RULES.find((rule) => rule.id === id) ?? null;
}
