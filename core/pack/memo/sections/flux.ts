import { FLUX_COMPARISONS, FLUX_MEASURES } from '../../../contract/close/flux.ts';
import { decimalText } from '../../../ledger/money.ts';
import type { PackInput } from '../../input/pack-input.ts';
import { number, shortTable, words } from '../blocks/block.ts';
import type { MemoSection } from '../blocks/block.ts';

/** The period beside others, as far as it is over the thresholds. */
export const flux = {
  title: 'Flux',
  blocks: ({ books, close: { flux: lines } }) =>
    shortTable(
      'Differences over the thresholds, with their explanations',
      [
        words('What', 1.6),
        words('Compared with', 1.2),
        number('Amount'),
        number('Base'),
        number('Difference'),
        words('Explanation', 3),
      ],
      lines.flatMap((line) =>
        line.differences
          .filter(({ isOver }) => isOver)
          .map((difference) => [
            [
              line.currency,
              line.column === null ? '' : `${line.column} ${line.value || '(none)'}`,
              FLUX_MEASURES[line.measure],
            ]
              .filter(Boolean)
              .join(', '),
            FLUX_COMPARISONS[difference.with].title,
            ...[line.amount, difference.base, difference.cents].map(decimalText),
            books.explanations.get(line.key) ?? (line.wantsExplanation ? 'MISSING' : ''),
          ]),
      ),
      'close/flux.csv',
    ),
} as const satisfies MemoSection<PackInput>;
