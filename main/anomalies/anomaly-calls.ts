import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { AppContext } from '../app/app-context.ts';
import { runAnomalies } from './run-anomalies.ts';

type Calls = 'anomalies.get';

/** What is out of line with customers of a run. */
export function anomalyHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  return { 'anomalies.get': ({ runId }) => runAnomalies(context, runId) };
}
