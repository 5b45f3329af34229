import { useId } from 'react';
import type { Format } from '../../format/format.ts';
import { LOT_AMOUNTS } from './lot-amounts.ts';
import type { LotAmounts } from './lot-amounts.ts';
import type { PictureLayout } from './lot-picture-layout.ts';
import css from './lot-picture.module.css';

interface DrawingProps {
  readonly layout: PictureLayout;
  /** What stands above the lots. */
  readonly amounts: LotAmounts;
  readonly label: string;
  /** The movement that is pointed at, focused or selected: what is not its own steps back. */
  readonly current: string | null;
  readonly selectedId: string | undefined;
  readonly format: Format;
}

/** The picture itself, as it was laid out. */
export function Drawing(props: DrawingProps) {
  const { layout, amounts, label, current, selectedId, format } = props;
  const { width, bandTop, bandBottom } = layout;
  const height = layout.height + amounts.height;
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={css.picture}
    >
      <Amounts amounts={amounts} current={current} />
      <g transform={`translate(0 ${amounts.height})`}>
        <text x={0} y={bandTop - 4} className={css.legend}>
          Lots
        </text>
        <text x={0} y={bandBottom + 13} className={css.legend}>
          Redemptions
        </text>
        <line x1={0} x2={width} y1={bandTop} y2={bandTop} className={css.line} />
        <line x1={0} x2={width} y1={bandBottom} y2={bandBottom} className={css.line} />
        <Bands layout={layout} current={current} />
        <Bars layout={layout} current={current} selectedId={selectedId} />
        <Balance layout={layout} format={format} />
      </g>
    </svg>
  );
}

function away(current: string | null, own: boolean): string {
  return current !== null && !own ? css.away! : '';
}

/** What each lot earned, what is used of it and what is left, in lines that are named at the side. */
function Amounts({ amounts, current }: Pick<DrawingProps, 'amounts' | 'current'>) {
  const { look, line, lots } = amounts;
  if (look === 'none') return null;
  return LOT_AMOUNTS.map((name, at) => (
    <g key={name} transform={`translate(0 ${line * at})`}>
      <text x={0} y={look === 'across' ? 11 : line / 2 + 4} className={css.legend}>
        {name}
      </text>
      {lots.map(({ id, x, texts }) => (
        <text
          key={id}
          className={`${css.amount} ${id === current ? css.toldAmount : ''}`}
          {...(look === 'across'
            ? { x, y: 11, textAnchor: 'middle' }
            : { transform: `translate(${x + 4} ${line - 3}) rotate(-90)` })}
        >
          {texts[at]}
        </text>
      ))}
    </g>
  ));
}

/** What was taken from each lot by each redemption. */
function Bands({ layout, current }: Pick<DrawingProps, 'layout' | 'current'>) {
  const { width, height, left, bands } = layout;
  const clip = useId();
  return (
    <>
      {/* What runs out at a side ends there. */}
      <clipPath id={clip}>
        <rect x={left} y={0} width={width - left} height={height} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {bands.map(({ earnedId, redeemerId, path, hue }) => (
          <path
            key={`${earnedId} ${redeemerId}`}
            d={path}
            className={`${css.band} ${css[`hue${hue}`]} ${away(
              current,
              earnedId === current || redeemerId === current,
            )}`}
          />
        ))}
      </g>
    </>
  );
}

/** The movements, each with the part of it that is matched. */
function Bars({
  layout: { bars, bands },
  current,
  selectedId,
}: Pick<DrawingProps, 'layout' | 'current' | 'selectedId'>) {
  const partners = new Set(
    bands.flatMap(({ earnedId, redeemerId }) =>
      earnedId === current ? [redeemerId] : redeemerId === current ? [earnedId] : [],
    ),
  );
  return bars.map((bar) => (
    <g
      key={bar.id}
      className={`${css[bar.type]} ${bar.hue === null ? '' : css[`hue${bar.hue}`]} ${away(
        current,
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
  ));
}

/** The balance after each movement, and when the movements were. */
function Balance({ layout, format }: Pick<DrawingProps, 'layout' | 'format'>) {
  const { width, height, left, balance, ticks } = layout;
  return (
    <>
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
    </>
  );
}

function rectOf({ x, y, width, height }: PictureLayout['bars'][number]) {
  return { x, y, width, height };
}
