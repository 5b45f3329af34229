import type { PictureMovement, PicturePair } from '../../../core/contract/api/policies.ts';

/** What a picture of lots and redemptions is drawn from: one currency, in movement order. */
export interface PictureInput {
  readonly movements: readonly PictureMovement[];
  readonly pairs: readonly PicturePair[];
  /** First movement drawn, and how many. */
  readonly from: number;
  readonly count: number;
  /** Pixels. */
  readonly width: number;
}

/** A lot above the bands or a redemption below them. Pixels. */
export interface PictureBar {
  readonly id: string;
  readonly type: PictureMovement['type'];
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The part that pairs cover: it stands at the side of the bands. */
  readonly matchedY: number;
  readonly matchedHeight: number;
  /** One of `HUES` for a redemption; null for a lot. */
  readonly hue: number | null;
}

export interface PictureBand {
  readonly earnedId: string;
  readonly redeemerId: string;
  readonly cents: number;
  /** An SVG path. */
  readonly path: string;
  readonly hue: number;
}

export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  /** Width of the place that one movement has. */
  readonly slot: number;
  readonly left: number;
  /** Lots end here, bands begin; bands end at `bandBottom`, redemptions begin. */
  readonly bandTop: number;
  readonly bandBottom: number;
  readonly bars: readonly PictureBar[];
  readonly bands: readonly PictureBand[];
  readonly balance: {
    readonly path: string;
    readonly top: number;
    readonly bottom: number;
    readonly zeroY: number;
    /** Cents at the top and at the bottom of the line's field. */
    readonly highest: number;
    readonly lowest: number;
  };
  /** Movements whose day is written below. */
  readonly ticks: readonly { readonly x: number; readonly createdAt: number }[];
}

/** Redemptions take their colours in turn. */
export const HUES = 6;

const BAR_FIELD = 58;
const BAND_FIELD = 78;
const BALANCE_FIELD = 46;
const GAP = 10;
const AXIS = 20;
const SIDE = 4;
/** Room for the words that name what is drawn. */
const NAMES = 74;
const WIDEST_SLOT = 72;
const TICK_ROOM = 96;

const BAND_TOP = GAP + BAR_FIELD;
const BAND_BOTTOM = BAND_TOP + BAND_FIELD;
const BALANCE_TOP = BAND_BOTTOM + BAR_FIELD + GAP;

/**
 * Where everything of the picture stands. Movements have places of one width in their order, for
 * many happen on one day; bars are as high as their amounts; a band leaves a lot and enters a
 * redemption with the width of its share of either. What pairs with a movement outside the picture
 * runs out at its side.
 */
export function lotPictureLayout(input: PictureInput): PictureLayout {
  const row = rowOf(input);
  return {
    width: input.width,
    height: BALANCE_TOP + BALANCE_FIELD + AXIS,
    slot: row.slot,
    left: NAMES,
    bandTop: BAND_TOP,
    bandBottom: BAND_BOTTOM,
    bars: barsOf(input, row),
    bands: bandsOf(input, row),
    balance: balanceOf(input, row),
    ticks: ticksOf(input, row),
  };
}

/** The movements that are drawn, side by side. Pixels. */
interface Row {
  readonly shown: readonly PictureMovement[];
  /** Width of the place that one movement has, and of its bar. */
  readonly slot: number;
  readonly barWidth: number;
  /** The middle of a movement, by its index among all; of one outside, just past the side. */
  readonly center: (index: number) => number;
}

function rowOf({ movements, from, count: asked, width }: PictureInput): Row {
  const shown = movements.slice(from, from + Math.max(0, asked));
  const count = shown.length;
  const slot = Math.min(WIDEST_SLOT, (width - NAMES - SIDE) / Math.max(1, count));
  const center = (index: number): number => {
    const place = Math.max(-1, Math.min(count, index - from));
    return NAMES + (place + 0.5) * slot;
  };
  return { shown, slot, barWidth: Math.max(2, slot * 0.72), center };
}

function barsOf({ movements, pairs, from }: PictureInput, row: Row): PictureBar[] {
  const { shown, barWidth, center } = row;
  const largest = Math.max(1, ...shown.map(({ cents }) => Math.abs(cents)));
  const hues = huesOf(movements);
  const matched = matchedOf(pairs);
  return shown.map(({ id, type, cents }, place) => {
    const height = Math.max(3, (Math.abs(cents) / largest) * BAR_FIELD);
    const share = Math.min(1, (matched.get(id) ?? 0) / Math.max(1, Math.abs(cents)));
    const lot = type === 'earned';
    return {
      id,
      type,
      index: from + place,
      x: center(from + place) - barWidth / 2,
      y: lot ? BAND_TOP - height : BAND_BOTTOM,
      width: barWidth,
      height,
      matchedY: lot ? BAND_TOP - height * share : BAND_BOTTOM,
      matchedHeight: height * share,
      hue: lot ? null : hues.get(id)!,
    };
  });
}

function bandsOf({ movements, pairs, from }: PictureInput, row: Row): PictureBand[] {
  const indexOf = new Map(movements.map(({ id }, index) => [id, index]));
  const hues = huesOf(movements);
  const known = pairs.flatMap((pair): Joined[] => {
    const lot = indexOf.get(pair.earnedId);
    const redemption = indexOf.get(pair.redeemerId);
    return lot === undefined || redemption === undefined ? [] : [{ pair, lot, redemption }];
  });
  // A lot's shares lie in the order of its redemptions, a redemption's in that of its lots: no
  // two bands of one bar cross at it.
  const leaving = sharesOf(
    known.toSorted((a, b) => a.redemption - b.redemption),
    ({ lot }) => lot,
  );
  const entering = sharesOf(
    known.toSorted((a, b) => a.lot - b.lot),
    ({ redemption }) => redemption,
  );
  const inside = (index: number): boolean => index >= from && index < from + row.shown.length;
  return known.flatMap((one) =>
    inside(one.lot) || inside(one.redemption)
      ? {
          ...one.pair,
          path: bandPath(leaving.get(one)!, entering.get(one)!),
          hue: hues.get(one.pair.redeemerId)!,
        }
      : [],
  );

  /** Which part of its bar each pair takes at one of its ends, where pairs come in this order. */
  function sharesOf(
    inOrder: readonly Joined[],
    endOf: (one: Joined) => number,
  ): ReadonlyMap<Joined, Span> {
    const taken = new Map<number, number>();
    return new Map(
      inOrder.map((one) => {
        const index = endOf(one);
        const { cents } = one.pair;
        const whole = Math.max(1, Math.abs(movements[index]!.cents));
        const start = taken.get(index) ?? 0;
        taken.set(index, start + cents);
        const x = row.center(index) - row.barWidth / 2 + (start / whole) * row.barWidth;
        return [one, { from: x, to: x + Math.max(1, (cents / whole) * row.barWidth) }];
      }),
    );
  }
}

function balanceOf(
  { movements, from }: PictureInput,
  { shown, slot, center }: Row,
): PictureLayout['balance'] {
  let balance = movements.slice(0, from).reduce((sum, { cents }) => sum + cents, 0);
  const levels = [balance, ...shown.map(({ cents }) => (balance += cents))];
  const highest = Math.max(0, ...levels);
  const lowest = Math.min(0, ...levels);
  const y = (cents: number): number =>
    BALANCE_TOP + BALANCE_FIELD * ((highest - cents) / Math.max(1, highest - lowest));
  const steps = shown.map(
    (_, place) => `H${round(center(from + place))}V${round(y(levels[place + 1]!))}`,
  );
  const end = NAMES + shown.length * slot;
  return {
    path: `M${NAMES} ${round(y(levels[0]!))}${steps.join('')}H${round(end)}`,
    top: BALANCE_TOP,
    bottom: BALANCE_TOP + BALANCE_FIELD,
    zeroY: y(0),
    highest,
    lowest,
  };
}

function ticksOf({ from, width }: PictureInput, row: Row): PictureLayout['ticks'] {
  const every = Math.max(1, Math.ceil(TICK_ROOM / row.slot));
  return row.shown.flatMap(({ createdAt }, place) => {
    const x = row.center(from + place);
    // Not where the text would be cut off at the right side.
    return place % every === 0 && x < width - TICK_ROOM / 2 ? [{ x, createdAt }] : [];
  });
}

/** A pair with the indices of its movements. */
interface Joined {
  readonly pair: PicturePair;
  readonly lot: number;
  readonly redemption: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function bandPath(top: Span, bottom: Span): string {
  const middle = round((BAND_TOP + BAND_BOTTOM) / 2);
  const [a, b, c, d] = [top.from, top.to, bottom.to, bottom.from].map(round);
  return (
    `M${a} ${BAND_TOP}L${b} ${BAND_TOP}C${b} ${middle} ${c} ${middle} ${c} ${BAND_BOTTOM}` +
    `L${d} ${BAND_BOTTOM}C${d} ${middle} ${a} ${middle} ${a} ${BAND_TOP}Z`
  );
}

function huesOf(movements: readonly PictureMovement[]): ReadonlyMap<string, number> {
  const redemptions = movements.filter(({ type }) => type !== 'earned');
  return new Map(redemptions.map(({ id }, index) => [id, index % HUES]));
}

/** Unsigned cents of each movement that pairs cover. */
export function matchedOf(pairs: readonly PicturePair[]): ReadonlyMap<string, number> {
  const matched = new Map<string, number>();
  for (const { earnedId, redeemerId, cents } of pairs) {
    matched.set(earnedId, (matched.get(earnedId) ?? 0) + cents);
    matched.set(redeemerId, (matched.get(redeemerId) ?? 0) + cents);
  }
  return matched;
}

/** How many movements stand side by side in a width if each has a slot. Pixels. */
export function movementsWithin(width: number, slot: number): number {
  return Math.max(1, Math.floor((width - NAMES - SIDE) / slot));
}

/** The first movement of a window of `count` with the given one in its middle, as far as there are any. */
export function windowAround(index: number, count: number, of: number): number {
  return Math.max(0, Math.min(of - count, index - Math.floor(count / 2)));
}

/** The movement at a place of the picture; null beside them. */
export function movementAt(layout: PictureLayout, x: number): number | null {
  const first = layout.bars[0];
  if (!first) return null;
  const place = Math.floor((x - layout.left) / layout.slot);
  return place >= 0 && place < layout.bars.length ? first.index + place : null;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
