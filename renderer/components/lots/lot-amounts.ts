import type { PictureMovement } from '../../../core/contract/api/policies.ts';
import type { Format } from '../../format/format.ts';
import type { PictureLayout } from './lot-picture-layout.ts';

/** What is written above a lot, line by line. */
export const LOT_AMOUNTS = ['Earned', 'Used', 'Left'] as const;

/** The amounts of the lots that are drawn, above their bars. Pixels. */
export interface LotAmounts {
  /** across: side by side as they are read; upright: turned, where bars are narrow; none: narrower than a letter. */
  readonly look: 'across' | 'upright' | 'none';
  /** Of one line, and of all of them. */
  readonly line: number;
  readonly height: number;
  readonly lots: readonly {
    readonly id: string;
    /** The middle of its bar. */
    readonly x: number;
    /** In the order of {@link LOT_AMOUNTS}. */
    readonly texts: readonly string[];
  }[];
}

/** Of figures in the size that they are written in. */
const LETTER = 6.2;
const LINE = 14;
/** The narrowest slot over which a turned line can be read. */
export const LEGIBLE_SLOT = LINE - 2;

/**
 * What each lot earned, what redemptions used of it and what is left, and how it can be written over bars of this
 * width. `matched` are the unsigned cents that pairs cover of each movement.
 */
export function lotAmounts(
  { bars, slot }: Pick<PictureLayout, 'bars' | 'slot'>,
  movements: readonly PictureMovement[],
  matched: ReadonlyMap<string, number>,
  { amount }: Pick<Format, 'amount'>,
): LotAmounts {
  const lots = bars
    .filter(({ type }) => type === 'earned')
    .map(({ id, index, x, width }) => {
      const used = matched.get(id) ?? 0;
      const { cents } = movements[index]!;
      return { id, x: x + width / 2, texts: [cents, used, cents - used].map(amount) };
    });
  const longest = Math.max(0, ...lots.flatMap(({ texts }) => texts.map(({ length }) => length)));
  const wide = longest * LETTER + LETTER;
  const look =
    lots.length === 0 || slot < LEGIBLE_SLOT ? 'none' : slot < wide ? 'upright' : 'across';
  const line = look === 'none' ? 0 : look === 'across' ? LINE : wide;
  return { look, line, height: line * LOT_AMOUNTS.length, lots };
}
