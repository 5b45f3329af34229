import { z } from 'zod';
import { AFTER_CUT_OFF, MATCH_STATUSES } from '../ledger/draft.ts';

/** The MATCH_STATUS of a row that lies after the cut-off. */
export const AFTER_CUT_OFF_STATUS: string = MATCH_STATUSES[AFTER_CUT_OFF];

/** What a row of the bridge is about, in its order. `unknown`: rows set aside whose TCTYPE cannot be read. */
export const BRIDGE_TYPES = ['earned', 'spent', 'expired', 'unknown'] as const;
export type BridgeType = (typeof BRIDGE_TYPES)[number];
export const BRIDGE_TYPE_WORDS: Readonly<Record<BridgeType, string>> = {
  earned: 'Earned',
  spent: 'Spent',
  expired: 'Expired',
  unknown: 'Of unknown type',
};

const rows = z.int().min(0);
const sumSchema = z.object({ rows, cents: z.int().min(0) });
/** Rows, and their amounts without signs in cents. */
export type BridgeSum = z.infer<typeof sumSchema>;

/**
 * A type and a currency in the bridge of RULES.md section 2a, which stands wherever totals stand:
 * the file's total = at the cut-off + after it + set aside.
 */
export const bridgeLineSchema = z.object({
  /** ISO 4217 code; empty where the source has no CURRENCY column, and where a row set aside names none. */
  currency: z.string(),
  type: z.enum(BRIDGE_TYPES),
  atCutOff: sumSchema,
  afterCutOff: sumSchema,
  /** `unreadable` are those of its rows whose amount cannot be read and is in no sum. */
  setAside: sumSchema.extend({ unreadable: rows }),
});
export type BridgeLine = z.infer<typeof bridgeLineSchema>;

/** When a run states its figures, and the bridge to them. */
export const cutOffSchema = z.object({
  /** `YYYY-MM-DD`: every figure is stated at the end of this day. */
  asOf: z.iso.date(),
  bridge: z.array(bridgeLineSchema),
});
export type CutOff = z.infer<typeof cutOffSchema>;

/** What the file holds of a type and a currency: the sum of the three. */
export function inFile({ atCutOff, afterCutOff, setAside }: BridgeLine): BridgeSum {
  return {
    rows: atCutOff.rows + afterCutOff.rows + setAside.rows,
    cents: atCutOff.cents + afterCutOff.cents + setAside.cents,
  };
}

/** Rows of a type at the cut-off, in all currencies. */
export function rowsAtCutOff(
  lines: readonly Pick<BridgeLine, 'type' | 'atCutOff'>[],
  type: BridgeType,
): number {
  return lines.reduce((sum, line) => sum + (line.type === type ? line.atCutOff.rows : 0), 0);
}

/** Rows after the cut-off, of all types. */
export function rowsAfterCutOff(lines: readonly Pick<BridgeLine, 'afterCutOff'>[]): number {
  return lines.reduce((sum, { afterCutOff }) => sum + afterCutOff.rows, 0);
}

/** Rows set aside of a currency, empty where they name none; those of unknown amount are in no sum. */
export interface SetAsideSum extends BridgeSum {
  readonly currency: string;
  readonly unreadable: number;
}

/** Rows set aside by currency, those that there are. Currencies are never added up. */
export function setAsideByCurrency(
  lines: readonly Pick<BridgeLine, 'currency' | 'setAside'>[],
): readonly SetAsideSum[] {
  const sums = new Map<string, SetAsideSum>();
  for (const { currency, setAside } of lines) {
    if (setAside.rows === 0) continue;
    const before = sums.get(currency) ?? { currency, rows: 0, cents: 0, unreadable: 0 };
    sums.set(currency, {
      currency,
      rows: before.rows + setAside.rows,
      cents: before.cents + setAside.cents,
      unreadable: before.unreadable + setAside.unreadable,
    });
  }
  return [...sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

interface Money {
  amount(cents: number): string;
  count(rows: number): string;
}

/**
 * The bridge of each currency in one line, for where there is no room for the table: "File 12.00 in 3 rows = at the
 * cut-off 10.00 in 2 rows + after it 2.00 in 1 row". Amounts are net: what is earned less what is spent and expired.
 * Those that cannot be read, or whose type cannot, are told by their number. A line begins with its currency.
 */
export function bridgeSentences(
  lines: readonly BridgeLine[],
  { amount, count }: Money,
): readonly string[] {
  const currencies = [...new Set(lines.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const of = lines.filter((line) => line.currency === currency);
    const part = (name: string, side: (line: BridgeLine) => Partial<BridgeLine['setAside']>) => {
      const sums = of.map((line) => ({ type: line.type, ...side(line) }));
      const known = sums.filter(({ type }) => type !== 'unknown');
      const rows = sums.reduce((sum, one) => sum + (one.rows ?? 0), 0);
      const cents = known.reduce(
        (sum, one) => sum + (one.type === 'earned' ? 1 : -1) * (one.cents ?? 0),
        0,
      );
      const unknown = sums.reduce(
        (sum, one) => sum + ((one.type === 'unknown' ? one.rows : one.unreadable) ?? 0),
        0,
      );
      const worth = [
        ...(unknown < rows ? [amount(cents)] : []),
        ...(unknown > 0 ? [`${count(unknown)} of unknown amount`] : []),
      ];
      return {
        rows,
        text: `${name} ${worth.join(' and ') || amount(0)} in ${count(rows)} ${rows === 1 ? 'row' : 'rows'}`,
      };
    };
    const file = part('File', (line) => ({
      ...inFile(line),
      unreadable: line.setAside.unreadable,
    }));
    const at = part('at the cut-off', ({ atCutOff }) => atCutOff);
    const beside = [
      part('after it', ({ afterCutOff }) => afterCutOff),
      part('set aside', ({ setAside }) => setAside),
    ].filter(({ rows }) => rows > 0);
    const sentence =
      beside.length === 0
        ? `${file.text}, all at the cut-off`
        : `${file.text} = ${[at, ...beside].map(({ text }) => text).join(' + ')}`;
    if (currency === '')
      return currencies.length === 1 ? sentence : `No currency given: ${sentence}`;
    return `${currency}: ${sentence}`;
  });
}

/** A cut-off as a detail of a problem, which is one text; and read back, null where it is none. */
export function cutOffDetail(cutOff: CutOff): string {
  return JSON.stringify(cutOff);
}
export function cutOffOfDetail(detail: unknown): CutOff | null {
  return typeof detail === 'string' ? cutOffSchema.parse(JSON.parse(detail)) : null;
}
