import type { BridgeLine, BridgeSum } from '../../../core/contract/bridge.ts';
import type { Format } from '../../format/format.ts';

/** Rows and cents of a side of the bridge; `unreadable` are those of its rows whose amount is unknown. */
export type SideSum = BridgeSum & { readonly unreadable?: number };

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

/**
 * A side of the bridge over the types of one currency, net of what is spent and expired: at the cut-off it is the
 * balance. Rows whose type cannot be read count among those of unknown amount.
 */
export function bridgeNet(
  lines: readonly BridgeLine[],
  of: (line: BridgeLine) => SideSum,
): Required<SideSum> {
  const net = { rows: 0, cents: 0, unreadable: 0 };
  for (const line of lines) {
    const { rows, cents, unreadable = 0 } = of(line);
    net.rows += rows;
    if (line.type === 'unknown') net.unreadable += rows;
    else {
      net.cents += line.type === 'earned' ? cents : -cents;
      net.unreadable += unreadable;
    }
  }
  return net;
}

/** A sum of the bridge in words: its amount, and beneath it its rows with those whose amount is unknown. */
export function bridgeSums(
  { rows, cents, unreadable = 0 }: SideSum,
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
