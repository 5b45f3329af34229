import { useState } from 'react';
import type { PictureMovement } from '../../../core/contract/api/policies.ts';
import { LEGIBLE_SLOT } from './lot-amounts.ts';
import { movementsWithin, windowAround } from './lot-picture-layout.ts';

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

/**
 * As many movements as have their amounts above them in `width` pixels, until somebody zooms. A newly selected
 * movement brings the window to itself.
 */
export function usePictureWindow(
  movements: readonly PictureMovement[],
  selectedId: string | undefined,
  width: number,
): PictureWindow {
  const all = movements.length;
  const [zoomed, setZoomed] = useState<number | null>(null);
  const legible = Math.max(AT_LEAST, movementsWithin(width, LEGIBLE_SLOT));
  const size = Math.min(all, zoomed ?? Math.min(AT_MOST, legible));
  const selected = movements.findIndex(({ id }) => id === selectedId);
  const [first, setFrom] = useState(() => windowAround(Math.max(0, selected), size, all));
  const from = Math.min(first, all - size);
  const [followed, setFollowed] = useState(selectedId);
  if (followed !== selectedId) {
    setFollowed(selectedId);
    if (selected >= 0 && (selected < from || selected >= from + size))
      setFrom(windowAround(selected, size, all));
  }
  const seen = (at: number): boolean => at >= from && at < from + size;
  // Another width holds another number of them: the selected one stays in sight.
  const [fitted, setFitted] = useState(size);
  if (fitted !== size) {
    setFitted(size);
    if (zoomed === null && selected >= 0 && !seen(selected))
      setFrom(windowAround(selected, size, all));
  }
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
      setZoomed(next);
      const middle = around !== null && seen(around) ? around : from + Math.floor(size / 2);
      setFrom(windowAround(middle, next, all));
    },
  };
}
