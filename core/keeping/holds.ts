import type { Held } from '../contract/keeping/keeping-log.ts';

/** What a hold is compared with: a thing that is kept; null where it is of no run, source or period. */
export interface Holdable {
  readonly run: string | null;
  readonly sourceId: number | null;
  readonly period: string | null;
}

/** Whether a hold is on a thing. */
export function isOn(held: Held, { run, sourceId, period }: Holdable): boolean {
  switch (held.is) {
    case 'source':
      return held.sourceId === sourceId;
    case 'period':
      return held.sourceId === sourceId && held.period === period;
    case 'run':
      return held.run === run;
  }
}
