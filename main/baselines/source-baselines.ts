import { baselinesOf } from '../../core/baselines/series.ts';
import type { Baselines, ComparableRuns } from '../../core/contract/baselines/baselines.ts';
import type { History } from '../history/history.ts';
import { unknown } from '../history/tables/unknown.ts';
import { comparedRuns } from './comparable-runs.ts';

/** What a source's figures are asked for by. */
export interface WantedBaselines extends Partial<ComparableRuns> {
  readonly sourceId: number;
  /** So many of the latest periods at the most. */
  readonly limit: number;
}

/**
 * The figures of a source from run to run, from what its runs have recorded: nothing else is kept. Throws Problem
 * `source.unknown`.
 */
export function sourceBaselines(
  history: Pick<History, 'listRuns' | 'getRun' | 'getSource'>,
  { sourceId, limit, ...wanted }: WantedBaselines,
): Baselines {
  if (history.getSource(sourceId) === null) throw unknown('source.unknown', String(sourceId));
  const { chosen, runs } = comparedRuns(history, sourceId, wanted);
  const observed = runs.slice(-limit).flatMap(({ id }) => history.getRun(id) ?? []);
  return { sourceId, chosen, series: baselinesOf(observed) };
}
