import type { BridgeLine, BridgeSum } from '../../../core/contract/bridge.ts';
import type { Format } from '../../format/format.ts';

/** The lines of the bridge by currency, in their order. */
export function bridgeGroups(
  lines: readonly BridgeLine[],
): readonly { readonly currency: string; readonly lines: readonly BridgeLine[] }[] {
  const currencies = new Set(lines.map(({ currency }) => currency));
  return [...currencies].map((currency) => ({
    currency,
    lines: lines.filter((line) => line.currency === currency),
  }));
}

/** A sum of the bridge in words: its amount, and beneath it its rows with those whose amount is unknown. */
export function bridgeSums(
  { rows, cents, unreadable = 0 }: BridgeSum & { readonly unreadable?: number },
  format: Pick<Format, 'amount' | 'count' | 'counted'>,
): { readonly amount: string; readonly rows: string } {
  const counted = format.counted(rows, 'row');
  return {
    // Where no amount can be read, a zero would say that nothing is there.
    amount: unreadable > 0 && unreadable === rows ? 'unknown' : format.amount(cents),
    rows:
      unreadable > 0 && unreadable < rows
        ? `${counted}, ${format.count(unreadable)} of unknown amount`
        : counted,
  };
}
