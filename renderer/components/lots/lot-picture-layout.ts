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

/**
 * Where everything of the picture stands. Movements have places of one width in their order, for
 * many happen on one day; bars are as high as their amounts; a band leaves a lot and enters a
 * redemption with the width of its share of either. What pairs with a movement outside the picture
 * runs out at its side.
 */
export function lotPictureLayout(input: PictureInput): PictureLayout {
  const { movements, pairs, from, width } = input;
  const count = Math.max(0, Math.min(input.count, movements.length - from));
  const slot = Math.min(WIDEST_SLOT, (width - NAMES - SIDE) / Math.max(1, count));
  const barWidth = Math.max(2, slot * 0.72);
  const indexOf = new Map(movements.map(({ id }, index) => [id, index]));
  const shown = movements.slice(from, from + count);
  const largest = Math.max(1, ...shown.map(({ cents }) => Math.abs(cents)));
  const bandTop = GAP + BAR_FIELD;
  const bandBottom = bandTop + BAND_FIELD;
  const center = (index: number): number => {
    // Outside, just past the side, whatever the distance.
    const place = Math.max(-1, Math.min(count, index - from));
    return NAMES + (place + 0.5) * slot;
  };
  const hues = huesOf(movements);
  const matched = matchedOf(pairs);

  const bars = shown.map(({ id, type, cents }, place): PictureBar => {
    const height = Math.max(3, (Math.abs(cents) / largest) * BAR_FIELD);
    const share = Math.min(1, (matched.get(id) ?? 0) / Math.max(1, Math.abs(cents)));
    const lot = type === 'earned';
    return {
      id,
      type,
      index: from + place,
      x: center(from + place) - barWidth / 2,
      y: lot ? bandTop - height : bandBottom,
      width: barWidth,
      height,
      matchedY: lot ? bandTop - height * share : bandBottom,
      matchedHeight: height * share,
      hue: lot ? null : hues.get(id)!,
    };
  });

  return {
    width,
    height: bandBottom + BAR_FIELD + GAP + BALANCE_FIELD + AXIS,
    slot,
    left: NAMES,
    bandTop,
    bandBottom,
    bars,
    bands: bandsOf(),
    balance: balanceOf(),
    ticks: ticksOf(),
  };

  function bandsOf(): PictureBand[] {
    const given = new Map<string, number>();
    const taken = new Map<string, number>();
    const known = pairs.filter(
      ({ earnedId, redeemerId }) => indexOf.has(earnedId) && indexOf.has(redeemerId),
    );
    // A lot's shares lie in the order of its redemptions, a redemption's in that of its lots: no
    // two bands of one bar cross at it.
    const leaving = [...known].sort(
      (a, b) => indexOf.get(a.redeemerId)! - indexOf.get(b.redeemerId)!,
    );
    const entering = [...known].sort((a, b) => indexOf.get(a.earnedId)! - indexOf.get(b.earnedId)!);
    const starts = new Map(leaving.map((pair) => [pair, share(pair.earnedId, pair.cents, given)]));
    const ends = new Map(entering.map((pair) => [pair, share(pair.redeemerId, pair.cents, taken)]));
    return known.flatMap((pair) => {
      const a = indexOf.get(pair.earnedId)!;
      const b = indexOf.get(pair.redeemerId)!;
      if (!inside(a) && !inside(b)) return [];
      return {
        ...pair,
        path: bandPath(starts.get(pair)!, ends.get(pair)!, bandTop, bandBottom),
        hue: hues.get(pair.redeemerId)!,
      };
    });
  }

  function share(id: string, cents: number, before: Map<string, number>): Span {
    const index = indexOf.get(id)!;
    const whole = Math.max(1, Math.abs(movements[index]!.cents));
    const start = before.get(id) ?? 0;
    before.set(id, start + cents);
    const x = center(index) - barWidth / 2 + (start / whole) * barWidth;
    return { from: x, to: x + Math.max(1, (cents / whole) * barWidth) };
  }

  function inside(index: number): boolean {
    return index >= from && index < from + count;
  }

  function balanceOf(): PictureLayout['balance'] {
    let balance = movements.slice(0, from).reduce((sum, { cents }) => sum + cents, 0);
    const levels = [balance, ...shown.map(({ cents }) => (balance += cents))];
    const highest = Math.max(0, ...levels);
    const lowest = Math.min(0, ...levels);
    const top = bandBottom + BAR_FIELD + GAP;
    const y = (cents: number): number =>
      top + BALANCE_FIELD * ((highest - cents) / Math.max(1, highest - lowest));
    const steps = shown.map((_, place) => {
      return `H${round(center(from + place))}V${round(y(levels[place + 1]!))}`;
    });
    return {
      path: `M${NAMES} ${round(y(levels[0]!))}${steps.join('')}H${round(NAMES + count * slot)}`,
      top,
      bottom: top + BALANCE_FIELD,
      zeroY: y(0),
      highest,
      lowest,
    };
  }

  function ticksOf(): PictureLayout['ticks'] {
    const every = Math.max(1, Math.ceil(TICK_ROOM / slot));
    return shown.flatMap(({ createdAt }, place) => {
      const x = center(from + place);
      // Not where the text would be cut off at the right side.
      return place % every === 0 && x < width - TICK_ROOM / 2 ? [{ x, createdAt }] : [];
    });
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function bandPath(top: Span, bottom: Span, topY: number, bottomY: number): string {
  const middle = round((topY + bottomY) / 2);
  const [a, b, c, d] = [top.from, top.to, bottom.to, bottom.from].map(round);
  return (
    `M${a} ${topY}L${b} ${topY}C${b} ${middle} ${c} ${middle} ${c} ${bottomY}` +
    `L${d} ${bottomY}C${d} ${middle} ${a} ${middle} ${a} ${topY}Z`
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
