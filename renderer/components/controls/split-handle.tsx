import type { KeyboardEvent, PointerEvent } from 'react';
import css from './split-handle.module.css';

interface SplitHandleProps {
  /** Names what is made wider or narrower. */
  readonly label: string;
  /** Pixels of what stands at the right of the handle. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

const STEP = 24;

/** Divides two areas side by side; it is drawn with the pointer or moved with the arrow keys. */
export function SplitHandle({ label, value, min, max, onChange }: SplitHandleProps) {
  const set = (next: number): void => onChange(Math.round(Math.max(min, Math.min(max, next))));
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = {
      ArrowLeft: value + STEP,
      ArrowRight: value - STEP,
      Home: max,
      End: min,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const right = event.currentTarget.parentElement!.getBoundingClientRect().right;
    set(right - event.clientX);
  };
  return (
    <div
      className={css.handle}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
    />
  );
}
