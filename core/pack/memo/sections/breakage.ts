import {
  ESTIMATE_NOTE,
  estimateWarning,
  expectationWords,
} from '../../../contract/close/breakage.ts';
import { decimalText } from '../../../ledger/money.ts';
import type { PackInput } from '../../input/pack-input.ts';
import { number, shortTable, words } from '../blocks/block.ts';
import type { Block, MemoSection } from '../blocks/block.ts';

/** So many cohorts of a class are drawn: the oldest say most. */
const COHORTS = 6;

/** What customers are expected never to redeem. */
export const breakage = {
  title: 'Breakage',
  blocks({ close: { breakage: classes }, run }): readonly Block[] {
    if (classes === null) return [{ is: 'text', text: 'Breakage is not booked for this source.' }];
    const warning = estimateWarning(run.matching.policy);
    const name = (one: (typeof classes)[number]): string =>
      [one.triangle.currency, ...Object.values(one.triangle.of)].filter(Boolean).join(' / ') ||
      'All lots';
    return [
      { is: 'text', text: ESTIMATE_NOTE },
      ...(warning === null ? [] : [{ is: 'text' as const, text: `Warning: ${warning}` }]),
      ...shortTable(
        'Estimate by class',
        [
          words('Class', 2),
          words('Expectation', 1.2),
          number('Earned'),
          number('Redeemed'),
          number('Ultimate'),
          number('Breakage'),
          number('Recognised', 1.25),
          number('True-up'),
          number('Back-test error'),
        ],
        classes.map((one) => [
          name(one),
          expectationWords(one.expectation),
          ...[one.earned, one.spent, one.ultimate, one.breakage, one.recognised, one.trueUp].map(
            decimalText,
          ),
          one.backTest === null ? '' : decimalText(one.backTest.error),
        ]),
        'close/breakage.csv',
      ),
      ...classes
        .filter(({ triangle }) => triangle.cohorts.length > 1)
        .slice(0, COHORTS)
        .map((one): Block => ({
          is: 'curves',
          caption: `Redeemed of what was earned, by months since issue: ${name(one)}`,
          curves: one.triangle.cohorts.slice(0, COHORTS).map(({ month, earned, redeemed }) => {
            let sum = 0;
            return {
              label: month,
              shares: redeemed.map((cents) => (sum += cents) / Math.max(1, earned)),
            };
          }),
        })),
    ];
  },
} as const satisfies MemoSection<PackInput>;
