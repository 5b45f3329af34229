import type { DashboardRun } from '../../../core/contract/api/dashboard.ts';
import { EXCEPTIONS } from '../../../core/contract/exceptions.ts';

/** How many kinds have a colour of their own. */
const KNOWN = Object.keys(EXCEPTIONS);

export interface KindInChart {
  readonly code: string;
  /** From 1: the place of its colour, the same in every chart. */
  readonly colour: number;
}

/** The kinds that any of the runs has, in the order of the catalogue. */
export function kindsInChart(runs: readonly DashboardRun[]): readonly KindInChart[] {
  const there = new Set(runs.flatMap(({ exceptions }) => exceptions.map(({ code }) => code)));
  const retired = [...there].filter((code) => !KNOWN.includes(code)).sort();
  return [...KNOWN, ...retired]
    .map((code, place) => ({ code, colour: Math.min(place, KNOWN.length) + 1 }))
    .filter(({ code }) => there.has(code));
}

/** Exceptions of a run by kind; 0 for a kind that it does not have. */
export function countsByKind(
  run: DashboardRun,
  kinds: readonly KindInChart[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    kinds.map(({ code }) => [
      code,
      run.exceptions
        .filter((one) => one.code === code)
        .reduce((total, { count }) => total + count, 0),
    ]),
  );
}

export function exceptionCount(run: DashboardRun): number {
  return run.exceptions.reduce((total, { count }) => total + count, 0);
}

/** A figure of the latest run, and how it differs from the run before; null where there is none. */
export interface Change {
  readonly now: number | null;
  readonly change: number | null;
}

export function changeOf(
  runs: readonly DashboardRun[],
  figure: (run: DashboardRun) => number | null,
): Change {
  const [before, latest] = [runs.at(-2), runs.at(-1)];
  const now = latest ? figure(latest) : null;
  const then = before ? figure(before) : null;
  return { now, change: now === null || then === null ? null : now - then };
}

/**
 * The span of an axis of shares: from a round per cent below the lowest to 1, so that 99.2 and 99.8
 * can be told apart, yet never so narrow that noise looks like news.
 */
export function shareSpan(values: readonly (number | null)[]): readonly [number, number] {
  const known = values.filter((value) => value !== null);
  const lowest = Math.min(1, ...known);
  const span = Math.max(0.05, (1 - lowest) * 1.25);
  return [Math.max(0, Math.floor((1 - span) * 20) / 20), 1];
}

/** The currencies of the runs, in the order of their codes; one with an empty name where there is but one. */
export function currenciesOf(runs: readonly DashboardRun[]): readonly string[] {
  return [
    ...new Set(runs.flatMap(({ byCurrency }) => byCurrency.map(({ currency }) => currency))),
  ].sort();
}

/** A figure of one currency of a run; null where the run has none of that currency. */
export function figureIn(
  currency: string,
  figure: 'matchRate' | 'openLiability' | 'untracked',
): (run: DashboardRun) => number | null {
  return ({ byCurrency }) => byCurrency.find((one) => one.currency === currency)?.[figure] ?? null;
}
