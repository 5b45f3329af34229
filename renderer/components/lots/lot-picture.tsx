import { useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { PictureMovement, PicturePair } from '../../../core/contract/api/policies.ts';
import { useFormat } from '../../format/use-format.ts';
import { lotAmounts } from './lot-amounts.ts';
import { lotPictureLayout, matchedOf, movementAt } from './lot-picture-layout.ts';
import css from './lot-picture.module.css';
import { movementWords, summaryOf } from './movement-words.ts';
import { Drawing } from './picture-drawing.tsx';
import { Paging } from './picture-paging.tsx';
import { AT_LEAST, usePictureWindow } from './use-picture-window.ts';
import { useWidth } from './use-width.ts';

interface LotPictureProps {
  /** In movement order. */
  readonly movements: readonly PictureMovement[];
  readonly pairs: readonly PicturePair[];
  /** Names the picture: whose movements they are. */
  readonly label: string;
  readonly selectedId?: string | undefined;
  readonly onSelect?: ((id: string) => void) | undefined;
}

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
  const window = usePictureWindow(movements, selectedId, width);
  const [pointed, setPointed] = useState<number | null>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const { from, size, selected } = window;
  const layout = useMemo(
    () => lotPictureLayout({ movements, pairs, from, count: size, width }),
    [movements, pairs, from, size, width],
  );
  const matched = useMemo(() => matchedOf(pairs), [pairs]);
  const amounts = useMemo(
    () => lotAmounts(layout, movements, matched, format),
    [layout, movements, matched, format],
  );
  const current = pointed ?? focused ?? (selected >= 0 ? selected : null);
  const told = current === null ? null : movements[current];
  const words = (movement: PictureMovement): string =>
    movementWords(movement, matched.get(movement.id) ?? 0, pairs, format);
  const at = focused ?? (selected >= 0 ? selected : from);

  const onKeyDown = (event: KeyboardEvent): void => {
    const target = keyTarget(event.key, at, size, movements.length);
    if (target !== undefined) {
      const next = Math.max(0, Math.min(movements.length - 1, target));
      setFocused(next);
      setPointed(null);
      window.show(next);
    } else if (event.key === 'Enter' && onSelect) onSelect(movements[at]!.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div className={css.frame} ref={frame}>
        <Drawing
          layout={layout}
          amounts={amounts}
          label={`${label}: ${summaryOf(movements, pairs, format)}`}
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
          <Paging window={window} of={movements.length} current={current} />
        )}
        <p className={css.told}>
          {told
            ? words(told)
            : `Point at a movement, or go through them with the arrow keys${amounts.look === 'none' ? ', for its amounts' : ''}.`}
        </p>
      </figcaption>
    </>
  );
}

/** Where a key leads from a place; undefined where it leads nowhere. */
function keyTarget(key: string, at: number, page: number, all: number): number | undefined {
  return {
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    PageUp: at - page,
    PageDown: at + page,
    Home: 0,
    End: all - 1,
  }[key];
}

function xOf(event: { clientX: number; currentTarget: Element }): number {
  return event.clientX - event.currentTarget.getBoundingClientRect().left;
}
