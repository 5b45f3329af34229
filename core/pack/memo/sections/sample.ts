import { POPULATIONS, SAMPLE_METHODS } from '../../../contract/close/sample.ts';
import { decimalText } from '../../../ledger/money.ts';
import { timeText } from '../../../ledger/time.ts';
import type { PackInput } from '../../input/pack-input.ts';
import { number, shortTable, words } from '../blocks/block.ts';
import type { MemoSection } from '../blocks/block.ts';

/** The sample, and what its population ties to. */
export const sample = {
  title: 'Sample',
  blocks: ({ samples, workpapers }) =>
    samples.flatMap((one) => [
      {
        is: 'facts' as const,
        facts: [
          [
            'Population',
            [POPULATIONS[one.terms.population].title, one.currency].filter(Boolean).join(', '),
          ],
          [
            'Drawn',
            `${SAMPLE_METHODS[one.terms.method].title}, ${one.terms.size}, seed ${one.terms.seed}`,
          ],
          [
            'Sum of the population',
            `${decimalText(one.populationCents)} in ${one.populationItems} items`,
          ],
          [capital(POPULATIONS[one.terms.population].tiedTo), decimalText(one.figure)],
          ['Difference', decimalText(one.populationCents - one.figure)],
          ...(one.interval === null ? [] : [['Interval', decimalText(one.interval)] as const]),
        ] as const,
      },
      ...shortTable(
        'Items; their lot trails are in sample/lot_trails.csv',
        [
          words('TRANS_ID'),
          words('Date', 1.4),
          words('Customer'),
          number('Amount'),
          words('Lots or redemptions', 2),
          words('Tick-mark', 0.8),
          words('Evidence'),
          words('Conclusion', 1.4),
        ],
        one.items.map(({ movement, trail, isAlwaysIn }) => {
          const paper = workpapers.get(movement.id);
          return [
            movement.id,
            timeText(movement.createdAt).slice(0, 16),
            movement.customer,
            `${decimalText(movement.cents)}${isAlwaysIn ? ' *' : ''}`,
            trail
              .map(({ lot, redemption }) => (movement.id === lot.id ? redemption.id : lot.id))
              .join(' '),
            paper?.tickMark ?? '',
            [paper?.evidence, paper?.file?.name].filter(Boolean).join('; '),
            paper === undefined ? '' : `${paper.conclusion} (${paper.by})`,
          ];
        }),
        'sample/items.csv',
      ),
      ...(one.items.every(({ isAlwaysIn }) => !isAlwaysIn)
        ? []
        : [{ is: 'text' as const, text: '* No smaller than the interval: always in the sample.' }]),
    ]),
} as const satisfies MemoSection<PackInput>;

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
