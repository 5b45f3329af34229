import type { LongPlace } from '../xlsx/long-places.ts';
import { rangeOn } from './ranges.ts';
import type { Ranges } from './ranges.ts';

/** The ranges of a column of a long list, counted from 0, on all the sheets that it takes. */
export function rangesAt(places: readonly LongPlace[], column: number): Ranges {
  return places.map(({ sheet, firstRow, lastRow }) => rangeOn(sheet, column, firstRow, lastRow));
}

/** The same by the names of its columns; null where it has none of that name. */
export function rangesNamed(places: readonly LongPlace[]): (name: string) => Ranges | null {
  return (name) => {
    const column = places[0]!.columns.findIndex((one) => one.name === name);
    return column < 0 ? null : rangesAt(places, column);
  };
}
