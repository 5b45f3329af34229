import fc from 'fast-check';
import { expect, it } from 'vitest';
import { activityOf } from '../../../../core/close/activity/activity.ts';
import { PLAIN_CALENDAR, ROLL_FORWARD_KINDS } from '../../../../core/periods/periods.ts';
import { dailySums, rollForward } from '../../../../core/report/figures/roll-forward.ts';
import { drawn } from '../../../amount.ts';
import { closeLedgerOf, closeLedgers, customerGroupsOf } from '../close-fixture.ts';

it('activity adds up to the roll-forward, by any kind of period and in each currency', () => {
  fc.assert(
    fc.property(
      closeLedgers,
      fc.constantFrom(...ROLL_FORWARD_KINDS),
      fc.boolean(),
      (movements, kind, grouped) => {
        const ledger = closeLedgerOf(movements);
        const groups = grouped ? customerGroupsOf(ledger) : null;
        const { lines } = activityOf(ledger, groups, kind, PLAIN_CALENDAR);
        const rolled = rollForward(dailySums(ledger), kind, PLAIN_CALENDAR);
        for (const { period, currency, movements: count, ...sums } of rolled) {
          const here = lines.filter((line) => line.period === period && line.currency === currency);
          expect(here.reduce((sum, line) => sum + line.movements, 0)).toBe(count);
          for (const type of ['earned', 'spent', 'expired'] as const)
            expect(here.reduce((sum, line) => sum + (line.type === type ? line.cents : 0), 0)).toBe(
              sums[type],
            );
        }
        expect(lines.reduce((sum, line) => sum + line.movements, 0)).toBe(movements.length);
        const again = activityOf(
          closeLedgerOf([...movements].reverse()),
          groups,
          kind,
          PLAIN_CALENDAR,
        );
        expect(again.lines).toEqual(lines);
      },
    ),
    drawn(1000),
  );
});
