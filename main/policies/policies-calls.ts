import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { AppContext } from '../app/app-context.ts';
import { writeExport } from '../app/export-file.ts';
import { theRun } from '../history/the-run.ts';
import { exportPolicies } from './export-policies.ts';
import { policyDesk } from './policy-desk.ts';
import { validatedLedger } from '../run-views/validated-ledger.ts';

type Calls = 'policies.compare' | 'policies.export' | 'policies.picture';

/** What each policy would make of the validated ledger of a run (RULES.md section 3). */
export function policyHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const desk = policyDesk(context);
  return {
    'policies.compare': async ({ runId }) => desk.compare(await validatedLedger(context, runId)),
    'policies.export': async ({ runId, format, target }) => {
      const compared = await desk.compare(await validatedLedger(context, runId));
      const { run } = theRun(context.history, runId);
      const { csvBom } = context.history.appSettings();
      return writeExport(
        context,
        target,
        'policies compared',
        (path) => exportPolicies(run, compared, path, format, { csvBom }),
        runId,
      );
    },
    'policies.picture': async ({ runId, customer }) =>
      desk.picture(await validatedLedger(context, runId), customer),
  };
}
