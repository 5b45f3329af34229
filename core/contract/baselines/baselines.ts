import type { Policy } from '../settings.ts';
import type { ExpectationId } from './expectations.ts';

/** What a figure was expected to be, by the points before it, in its unit. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly expected: number;
  readonly against: ExpectationId;
  /** How many points it rests on. */
  readonly points: number;
}

/** Where a figure was expected from, as it is told: no one expects less than nothing of what is not below zero. */
export function lowerEdge({ value, band }: Pick<SeriesPoint, 'value' | 'band'>): number | null {
  if (band === null) return null;
  return (value ?? 0) >= 0 ? Math.max(0, band.from) : band.from;
}

/** A figure of one run, with what was expected of it. */
export interface SeriesPoint {
  readonly runId: string;
  /** `YYYY-MM-DD`, the end of its period. */
  readonly day: string;
  /** Null for the whole ledger. */
  readonly period: string | null;
  /** Null where the run has none of it. */
  readonly value: number | null;
  /** Null where too few points before tell. */
  readonly band: Band | null;
  /** Whether it lies outside its band. */
  readonly isOut: boolean;
}

/** From where on a figure is on another level: it, or its growth, by what it is measured against. */
export interface LevelChange {
  /** `YYYY-MM-DD`, the end of the first period on the new level. */
  readonly day: string;
  readonly of: ExpectationId;
  /** The medians before and from then on, in the figure's unit. */
  readonly before: number;
  readonly since: number;
  /** How many points they are the medians of. */
  readonly pointsBefore: number;
  readonly pointsSince: number;
}

/** A part of a figure from run to run, the earliest first. */
export interface BaselineSeries {
  /** The figure's id. */
  readonly figure: string;
  readonly part: string;
  readonly points: readonly SeriesPoint[];
  readonly changes: readonly LevelChange[];
}

/** What runs have to have in common to be compared: the policy and the kind of period. */
export interface ComparableRuns {
  readonly policy: Policy;
  /** The kind's id; `whole` for the whole ledger. */
  readonly periods: string;
}

/** The figures of a source from run to run. */
export interface Baselines {
  readonly sourceId: number;
  /** The runs that are compared; null where the source has no completed run. */
  readonly chosen: ComparableRuns | null;
  readonly series: readonly BaselineSeries[];
}
