import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { AppContext } from '../app/app-context.ts';
import { sourceBaselines } from '../baselines/source-baselines.ts';

type Calls = 'baselines.get';

/** The figures of a source from run to run, and where they are out of line. */
export function baselineHandlers({ history }: AppContext): Pick<ApiHandlers, Calls> {
  return { 'baselines.get': (wanted) => sourceBaselines(history, wanted) };
}
