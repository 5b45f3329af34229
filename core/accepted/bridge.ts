import { BRIDGE_TYPES } from '../contract/bridge.ts';
import type { BridgeLine } from '../contract/bridge.ts';
import type { CutLedger } from '../ledger/cut-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { typeSums } from '../ledger/type-sums.ts';

/** Rows set aside that share a currency and a type, as far as they can be read. Cents are unsigned. */
export type SetAside = Pick<BridgeLine, 'currency' | 'type'> & BridgeLine['setAside'];

type Side = 'atCutOff' | 'afterCutOff' | 'setAside';

/** The bridge of an accepted ledger and the rows of its file that were set aside. */
export function bridgeOf(
  { ledger, after }: CutLedger,
  setAside: readonly SetAside[],
): BridgeLine[] {
  return bridgeOfSums({
    atCutOff: readable(ledger),
    afterCutOff: readable(after),
    setAside,
  });
}

/**
 * The bridge from what was read to the figures (RULES.md section 2a): of each currency, by code point, and
 * of each type what lies at the cut-off, what after it, and what was set aside. Lines without a row are
 * left out.
 */
export function bridgeOfSums(sides: Readonly<Record<Side, readonly SetAside[]>>): BridgeLine[] {
  const lines = new Map<string, BridgeLine>();
  const none = { rows: 0, cents: 0 };
  for (const side of ['atCutOff', 'afterCutOff', 'setAside'] as const)
    for (const { currency, type, rows, cents, unreadable } of sides[side]) {
      const key = `${currency} ${BRIDGE_TYPES.indexOf(type)}`;
      const line = lines.get(key) ?? {
        currency,
        type,
        atCutOff: none,
        afterCutOff: none,
        setAside: { ...none, unreadable: 0 },
      };
      const before = line[side];
      const sum = { rows: before.rows + rows, cents: before.cents + cents };
      lines.set(
        key,
        side === 'setAside'
          ? { ...line, setAside: { ...sum, unreadable: line.setAside.unreadable + unreadable } }
          : { ...line, [side]: sum },
      );
    }
  return [...lines.keys()].sort().map((key) => lines.get(key)!);
}

/** The ledger's rows by currency and type, of which all can be read. */
function readable(ledger: Ledger): SetAside[] {
  return typeSums(ledger, ledger.rows).map((sum) => ({ ...sum, unreadable: 0 }));
}
