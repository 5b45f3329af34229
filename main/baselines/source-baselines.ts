import { baselinesOf } from '../../core/baselines/series.ts';
import type { Baselines } from '../../core/contract/baselines/baselines.ts';
import type { History } from '../history/history.ts';
import { unknown } from '../history/tables/unknown.ts';
import { comparedRuns } from './comparable-runs.ts';
import type { WantedRuns } from './comparable-runs.ts';

/** As many of the latest periods as a person looks back at. */
const LATEST = 100;

/** What a source's figures are asked for by. */
export interface WantedBaselines extends WantedRuns {
  readonly sourceId: number;
}

/**
 * The figures of a source from run to run, from what its runs have recorded: nothing else is kept. Throws Problem
 * `source.unknown`.
 */
export function sourceBaselines(
  history: Pick<History, 'listRuns' | 'getRun' | 'getSource'>,
  { sourceId, ...wanted }: WantedBaselines,
): Baselines {
  if (history.getSource(sourceId) === null) throw unknown('source.unknown', String(sourceId));
  const { chosen, runs } = comparedRuns(history, sourceId, wanted);
  const observed = runs.slice(-LATEST).flatMap(({ id }) => history.getRun(id) ?? []);
  return { sourceId, chosen, series: baselinesOf(observed) };
}
