import type { FigureUnit } from '../../../core/contract/baselines/figure.ts';
import { shortAmount } from '../../components/charts/axis.ts';
import { durationText, separatorsOf } from '../../format/format.ts';
import { useFormat, useSettings } from '../../format/use-format.ts';
import { shareSpan } from './series.ts';

/** How figures of a unit are written, in words and beside an axis. */
export interface UnitFormat {
  readonly show: (value: number | null) => string;
  readonly tick: (value: number) => string;
  readonly wholeTicks: boolean;
  /** From where to where an axis goes, where that is not left to the chart. */
  readonly domain?: (values: readonly (number | null)[]) => readonly [number, number];
}

/** How figures of each unit are written, by the settings. */
export function useUnitFormats(): Readonly<Record<FigureUnit, UnitFormat>> {
  const format = useFormat();
  const { point } = separatorsOf(useSettings().numberFormat);
  const rounded = (value: number | null): number | null => value && Math.round(value);
  const tenths = (value: number | null): string =>
    value === null ? format.count(null) : value.toFixed(1).replace('.', point);
  return {
    cents: {
      show: (cents) => format.amount(rounded(cents)),
      tick: (cents) => shortAmount(cents, point),
      wholeTicks: false,
    },
    count: {
      show: (count) => format.count(rounded(count)),
      tick: format.count,
      wholeTicks: true,
    },
    ms: { show: durationText, tick: durationText, wholeTicks: false },
    share: { show: format.share, tick: format.share, wholeTicks: false, domain: shareSpan },
    score: {
      show: tenths,
      tick: tenths,
      wholeTicks: false,
      domain: (scores) => {
        const [from, to] = shareSpan(scores.map((score) => score && score / 100));
        return [from * 100, to * 100];
      },
    },
  };
}
