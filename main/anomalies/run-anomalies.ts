import { anomaliesOf } from '../../core/anomalies/anomalies.ts';
import { MOST_ANOMALIES } from '../../core/contract/anomalies/anomaly-calls.ts';
import type { RunAnomalies } from '../../core/contract/anomalies/anomaly-calls.ts';
import { dayText } from '../../core/ledger/time.ts';
import { spanOfPeriod } from '../../core/periods/periods.ts';
import { loadValidation } from '../../core/run-folder/validation-file.ts';
import type { AppContext } from '../app/app-context.ts';
import { theRun } from '../history/the-run.ts';
import { validatedLedger } from '../run-views/validated-ledger.ts';

/**
 * What is out of line with customers in a run's period, by all that its ledger holds. It is read from the run's folder
 * when somebody asks, so that no run takes longer for it. Throws Problems as {@link validatedLedger} does.
 */
export async function runAnomalies(
  context: Pick<AppContext, 'root' | 'history'>,
  runId: string,
): Promise<RunAnomalies> {
  const { run } = theRun(context.history, runId);
  const { path, sha256 } = await validatedLedger(context, runId);
  const { source } = await loadValidation(path, sha256);
  const start =
    run.period === null ? null : (spanOfPeriod(run.period, run.settings.calendar)?.start ?? null);
  const all = anomaliesOf(source.ledger, start ?? -Infinity);
  return {
    runId,
    from: start === null ? null : dayText(start),
    total: all.length,
    items: all.slice(0, MOST_ANOMALIES),
  };
}
