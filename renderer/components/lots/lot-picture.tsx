import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { PictureMovement, PicturePair } from '../../../core/contract/api/policies.ts';
import type { Format } from '../../format/format.ts';
import { useFormat } from '../../format/use-format.ts';
import { Button } from '../controls/controls.tsx';
import { lotPictureLayout, matchedOf, movementAt, windowAround } from './lot-picture-layout.ts';
import type { PictureLayout } from './lot-picture-layout.ts';
import css from './lot-picture.module.css';

interface LotPictureProps {
  /** In movement order. */
  readonly movements: readonly PictureMovement[];
  readonly pairs: readonly PicturePair[];
  /** Names the picture: whose movements they are. */
  readonly label: string;
  readonly selectedId?: string | undefined;
  readonly onSelect?: ((id: string) => void) | undefined;
}

const AT_MOST = 80;
const AT_LEAST = 10;

/**
 * Lots above, redemptions below, between them the bands of what was taken, and the balance after
 * each movement. One currency at a time: amounts of two are not to be compared.
 */
export function LotPicture({ movements, pairs, label, selectedId, onSelect }: LotPictureProps) {
  const currencies = useMemo(
    () => [...new Set(movements.map(({ currency }) => currency))],
    [movements],
  );
  const [chosen, setChosen] = useState<{ currency: string; under: string | undefined } | null>(
    null,
  );
  const ofSelected = movements.find(({ id }) => id === selectedId)?.currency;
  // A newly selected movement brings its own currency.
  const currency =
    (chosen && chosen.under === selectedId ? chosen.currency : ofSelected) ?? currencies[0];
  const shown = useMemo(
    () => movements.filter((movement) => movement.currency === currency),
    [movements, currency],
  );
  if (shown.length === 0) return <p className="quiet">No movements to draw.</p>;
  return (
    <figure className={css.figure}>
      {currencies.length > 1 && (
        <label className={css.currency}>
          Currency{' '}
          <select
            value={currency}
            onChange={(event) => setChosen({ currency: event.target.value, under: selectedId })}
          >
            {currencies.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      )}
      <OneCurrency
        key={currency}
        movements={shown}
        pairs={pairs}
        label={label}
        selectedId={selectedId}
        onSelect={onSelect}
      />
    </figure>
  );
}

function OneCurrency({ movements, pairs, label, selectedId, onSelect }: LotPictureProps) {
  const format = useFormat();
  const [frame, width] = useWidth();
  const [count, setCount] = useState(Math.min(AT_MOST, movements.length));
  const selected = movements.findIndex(({ id }) => id === selectedId);
  const [from, setFrom] = useState(() =>
    windowAround(Math.max(0, selected), count, movements.length),
  );
  const [followed, setFollowed] = useState(selectedId);
  const [pointed, setPointed] = useState<number | null>(null);
  const [focused, setFocused] = useState<number | null>(null);
  if (followed !== selectedId) {
    setFollowed(selectedId);
    if (selected >= 0 && (selected < from || selected >= from + count))
      setFrom(windowAround(selected, count, movements.length));
  }
  const size = Math.min(count, movements.length);
  const layout = useMemo(
    () => lotPictureLayout({ movements, pairs, from, count: size, width }),
    [movements, pairs, from, size, width],
  );
  const matched = useMemo(() => matchedOf(pairs), [pairs]);
  const current = pointed ?? focused ?? (selected >= 0 ? selected : null);
  const told = current === null ? null : movements[current];
  const words = (movement: PictureMovement): string =>
    movementWords(movement, matched.get(movement.id) ?? 0, pairs, format);

  const moveTo = (index: number): void => {
    const at = Math.max(0, Math.min(movements.length - 1, index));
    setFocused(at);
    setPointed(null);
    if (at < from || at >= from + size) setFrom(windowAround(at, size, movements.length));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = focused ?? (selected >= 0 ? selected : from);
    const target = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      PageUp: at - size,
      PageDown: at + size,
      Home: 0,
      End: movements.length - 1,
    }[event.key];
    if (target !== undefined) moveTo(target);
    else if (event.key === 'Enter' && onSelect) onSelect(movements[at]!.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const page = (by: number): void =>
    setFrom(Math.max(0, Math.min(movements.length - size, from + by)));
  const zoom = (to: number): void => {
    const next = Math.max(AT_LEAST, Math.min(AT_MOST, movements.length, to));
    setCount(next);
    const seen = current !== null && current >= from && current < from + size;
    const middle = seen ? current : from + Math.floor(size / 2);
    setFrom(windowAround(middle, next, movements.length));
  };
  const at = focused ?? (selected >= 0 ? selected : from);

  return (
    <>
      <div className={css.frame} ref={frame}>
        <Drawing
          layout={layout}
          label={`${label}: ${summaryOf(movements, pairs)}`}
          current={told?.id ?? null}
          selectedId={selectedId}
          format={format}
        />
        <div
          className={css.reach}
          role="slider"
          tabIndex={0}
          aria-label={`Movement in the picture of ${label}`}
          aria-valuemin={1}
          aria-valuemax={movements.length}
          aria-valuenow={at + 1}
          aria-valuetext={words(movements[at]!)}
          onFocus={() => setFocused(at)}
          onBlur={() => setFocused(null)}
          onKeyDown={onKeyDown}
          onPointerMove={(event) => setPointed(movementAt(layout, xOf(event)))}
          onPointerLeave={() => setPointed(null)}
          onClick={(event) => {
            const index = movementAt(layout, xOf(event));
            if (index !== null) {
              setFocused(index);
              onSelect?.(movements[index]!.id);
            }
          }}
        />
      </div>
      <figcaption className={css.caption}>
        {movements.length > AT_LEAST && (
          <div className={css.paging}>
            <Button
              look="plain"
              iconOnly
              aria-label="Earlier movements"
              disabled={from === 0}
              onClick={() => page(-size)}
            >
              <ChevronLeft size={16} aria-hidden />
            </Button>
            <span>
              {format.count(from + 1)}–{format.count(from + size)} of{' '}
              {format.count(movements.length)}
            </span>
            <Button
              look="plain"
              iconOnly
              aria-label="Later movements"
              disabled={from + size >= movements.length}
              onClick={() => page(size)}
            >
              <ChevronRight size={16} aria-hidden />
            </Button>
            <Button
              look="plain"
              iconOnly
              aria-label="Fewer movements, larger"
              disabled={size <= AT_LEAST}
              onClick={() => zoom(Math.floor(size / 2))}
            >
              <ZoomIn size={16} aria-hidden />
            </Button>
            <Button
              look="plain"
              iconOnly
              aria-label="More movements, smaller"
              disabled={size >= Math.min(AT_MOST, movements.length)}
              onClick={() => zoom(size * 2)}
            >
              <ZoomOut size={16} aria-hidden />
            </Button>
          </div>
        )}
        <p className={css.told}>
          {told ? words(told) : 'Point at a movement, or go through them with the arrow keys.'}
        </p>
      </figcaption>
    </>
  );
}

interface DrawingProps {
  readonly layout: PictureLayout;
  readonly label: string;
  /** The movement that is pointed at, focused or selected: what is not its own steps back. */
  readonly current: string | null;
  readonly selectedId: string | undefined;
  readonly format: Format;
}

function Drawing({ layout, label, current, selectedId, format }: DrawingProps) {
  const { width, height, left, bars, bands, balance, ticks, bandTop, bandBottom } = layout;
  const clip = useId();
  const partners = new Set(
    bands.flatMap(({ earnedId, redeemerId }) =>
      earnedId === current ? [redeemerId] : redeemerId === current ? [earnedId] : [],
    ),
  );
  const away = (own: boolean): string => (current !== null && !own ? css.away! : '');
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={css.picture}
    >
      <text x={0} y={bandTop - 4} className={css.legend}>
        Lots
      </text>
      <text x={0} y={bandBottom + 13} className={css.legend}>
        Redemptions
      </text>
      <line x1={0} x2={width} y1={bandTop} y2={bandTop} className={css.line} />
      <line x1={0} x2={width} y1={bandBottom} y2={bandBottom} className={css.line} />
      {/* What runs out at a side ends there. */}
      <clipPath id={clip}>
        <rect x={left} y={0} width={width - left} height={height} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {bands.map(({ earnedId, redeemerId, path, hue }) => (
          <path
            key={`${earnedId} ${redeemerId}`}
            d={path}
            className={`${css.band} ${css[`hue${hue}`]} ${away(earnedId === current || redeemerId === current)}`}
          />
        ))}
      </g>
      {bars.map((bar) => (
        <g
          key={bar.id}
          className={`${css[bar.type]} ${bar.hue === null ? '' : css[`hue${bar.hue}`]} ${away(
            bar.id === current || partners.has(bar.id),
          )}`}
        >
          <rect className={css.whole} {...rectOf(bar)} />
          <rect
            className={css.matched}
            x={bar.x}
            y={bar.matchedY}
            width={bar.width}
            height={bar.matchedHeight}
          />
          {bar.id === selectedId && (
            <rect
              className={css.selected}
              x={bar.x - 2}
              y={bar.y - 2}
              width={bar.width + 4}
              height={bar.height + 4}
              rx={2}
            />
          )}
        </g>
      ))}
      <line x1={0} x2={width} y1={balance.zeroY} y2={balance.zeroY} className={css.line} />
      <path d={balance.path} className={css.balance} />
      <text x={0} y={(balance.top + balance.bottom) / 2 + 4} className={css.legend}>
        Balance
      </text>
      <text x={left - 4} y={balance.top + 8} className={css.level}>
        {format.amount(balance.highest)}
      </text>
      {balance.lowest < 0 && (
        <text x={left - 4} y={balance.bottom} className={css.level}>
          {format.amount(balance.lowest)}
        </text>
      )}
      {ticks.map(({ x, createdAt }) => (
        <g key={x}>
          <line x1={x} x2={x} y1={balance.bottom} y2={balance.bottom + 4} className={css.line} />
          <text x={x} y={height - 4} className={css.tick}>
            {format.day(createdAt)}
          </text>
        </g>
      ))}
    </svg>
  );
}

function rectOf({ x, y, width, height }: PictureLayout['bars'][number]) {
  return { x, y, width, height };
}

function xOf(event: { clientX: number; currentTarget: Element }): number {
  return event.clientX - event.currentTarget.getBoundingClientRect().left;
}

function summaryOf(movements: readonly PictureMovement[], pairs: readonly PicturePair[]): string {
  const lots = movements.filter(({ type }) => type === 'earned').length;
  const ids = new Set(movements.map(({ id }) => id));
  const own = pairs.filter(({ earnedId }) => ids.has(earnedId)).length;
  return `${lots} lots, ${movements.length - lots} redemptions, ${own} allocations between them`;
}

const MOST_NAMED = 4;

/** One movement in a line: when, how much, what is matched, and with whom. */
function movementWords(
  { id, type, createdAt, cents, currency }: PictureMovement,
  matched: number,
  pairs: readonly PicturePair[],
  format: Format,
): string {
  const partners = pairs.flatMap(({ earnedId, redeemerId, cents: given }) =>
    earnedId === id
      ? [`${redeemerId} ${format.amount(given)}`]
      : redeemerId === id
        ? [`${earnedId} ${format.amount(given)}`]
        : [],
  );
  const named = partners.slice(0, MOST_NAMED).join(', ');
  const more = partners.length > MOST_NAMED ? ` and ${partners.length - MOST_NAMED} more` : '';
  const whose = type === 'earned' ? 'used by' : 'from';
  return [
    `${type} ${id}`,
    `${format.dayTime(createdAt)}`,
    `${format.amount(cents)}${currency ? ` ${currency}` : ''}`,
    `${format.amount(matched)} matched`,
    partners.length > 0 ? `${whose} ${named}${more}` : 'no allocation',
  ].join(' · ');
}

/** The width of an element as it is, for what is drawn in pixels. */
function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(600);
  useEffect(() => {
    const observed = element.current;
    if (!observed) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(200, Math.floor(entry.contentRect.width)));
    });
    observer.observe(observed);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
