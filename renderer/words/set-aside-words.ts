import type { SetAsideSum } from '../../core/contract/bridge.ts';
import type { Format } from '../format/format.ts';

/**
 * What rows set aside come to, by currency: "worth 12.00", "3 rows of unknown amount", or both. Undefined
 * where there is none.
 */
export function setAsideWords(
  sums: readonly SetAsideSum[],
  format: Pick<Format, 'amount' | 'counted'>,
): string | undefined {
  const worth = sums
    .filter(({ rows, unreadable }) => unreadable < rows)
    .map(({ currency, cents }) =>
      currency === '' && sums.length > 1
        ? `${format.amount(cents)} of unknown currency`
        : `${format.amount(cents)} ${currency}`.trim(),
    );
  const unknown = sums.reduce((sum, { unreadable }) => sum + unreadable, 0);
  const words = [
    ...(worth.length > 0 ? [`worth ${worth.join(', ')}`] : []),
    ...(unknown > 0 ? [`${format.counted(unknown, 'row')} of unknown amount`] : []),
  ];
  return words.length === 0 ? undefined : words.join(', and ');
}
