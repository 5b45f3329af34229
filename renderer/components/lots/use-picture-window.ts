import { useState } from 'react';
import type { PictureMovement } from '../../../core/contract/api/policies.ts';
import { windowAround } from './lot-picture-layout.ts';

export const AT_MOST = 80;
export const AT_LEAST = 10;

/** Which of the movements are drawn. */
export interface PictureWindow {
  /** The place of the first that is drawn, among all. */
  readonly from: number;
  readonly size: number;
  /** The place of the selected movement; −1 where it is none of these. */
  readonly selected: number;
  /** Moves so that a place is seen. */
  readonly show: (at: number) => void;
  readonly page: (by: number) => void;
  /** Draws `to` movements, around a place if that is seen now. */
  readonly zoom: (to: number, around: number | null) => void;
}

/** A newly selected movement brings the window to itself. */
export function usePictureWindow(
  movements: readonly PictureMovement[],
  selectedId: string | undefined,
): PictureWindow {
  const all = movements.length;
  const [count, setCount] = useState(Math.min(AT_MOST, all));
  const selected = movements.findIndex(({ id }) => id === selectedId);
  const [from, setFrom] = useState(() => windowAround(Math.max(0, selected), count, all));
  const [followed, setFollowed] = useState(selectedId);
  if (followed !== selectedId) {
    setFollowed(selectedId);
    if (selected >= 0 && (selected < from || selected >= from + count))
      setFrom(windowAround(selected, count, all));
  }
  const size = Math.min(count, all);
  const seen = (at: number): boolean => at >= from && at < from + size;
  return {
    from,
    size,
    selected,
    show(at) {
      if (!seen(at)) setFrom(windowAround(at, size, all));
    },
    page: (by) => setFrom(Math.max(0, Math.min(all - size, from + by))),
    zoom(to, around) {
      const next = Math.max(AT_LEAST, Math.min(AT_MOST, all, to));
      setCount(next);
      const middle = around !== null && seen(around) ? around : from + Math.floor(size / 2);
      setFrom(windowAround(middle, next, all));
    },
  };
}
