import { access } from 'node:fs/promises';
import type { ApiHandlers, CallOutput, ParsedInput } from '../../core/contract/api/api.ts';
import type { Job } from '../../core/contract/api/runs.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { RunDetail } from '../../core/contract/run.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import { placeWithoutSecrets } from '../secrets/without-secrets.ts';
import { sourcePath } from '../app/allowed-path.ts';
import type { AppContext } from '../app/app-context.ts';
import { copyOutputs } from './copy-outputs.ts';
import { automaticDelivery } from '../delivery/delivery-access.ts';
import { keptCopy } from '../places/fetch/kept-copy.ts';
import { isRemote, isWarehouse } from '../places/remote/place-kind.ts';
import { accessAgain, accessTo } from '../sources/remote-access.ts';
import { readAnalytics, reportView } from '../run-views/report-view.ts';
import { runSettings } from './run-settings.ts';
import { runView } from '../run-views/run-view.ts';
import { theRun } from '../history/the-run.ts';
import { canContinue } from '../run-life/continuable.ts';
import { softwareVersion } from '../software-version.ts';

type Calls =
  | 'runs.start'
  | 'runs.continue'
  | 'jobs.list'
  | 'jobs.cancel'
  | 'runs.list'
  | 'runs.get'
  | 'runs.report'
  | 'runs.audit'
  | 'runs.signOff'
  | 'runs.copyOutputs';

/** Starting, watching and looking at runs. */
export function runHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { root, history, host, jobs, emit } = context;

  async function start(input: ParsedInput<'runs.start'>): Promise<Job> {
    const path = isRemote(input.place) ? null : await sourcePath(context, input.place);
    // The real path names a local source, as it does where the source is inspected and mapped.
    const place = path ?? input.place;
    const app = history.appSettings();
    const mapping = history.findSource(place)?.mapping ?? {};
    const settings = runSettings(input.settings, app, mapping);
    const job = jobs.run(
      { jobId: input.jobId, place: placeWithoutSecrets(place) },
      {
        task: 'run',
        root,
        place,
        path,
        access: await accessTo(context, place, input),
        period: settings.period,
        waitMs: input.waitMinutes * 60_000,
        cacheBytes: app.cacheMiB * 2 ** 20,
        settings,
        workers: app.workers,
        force: input.force,
        until: input.until,
        outputFolder: app.outputFolder,
        delivery: await automaticDelivery(context),
        actor: null,
      },
    );
    // A path that was mistyped is not worth remembering.
    if (path === null || (await isThere(path))) {
      history.rememberPlace(place);
      if (path !== null) host.rememberDocument(path);
    }
    return job;
  }

  async function goOn(input: ParsedInput<'runs.continue'>): Promise<Job> {
    const { runId } = input;
    const detail = theRun(history, runId);
    const { run } = detail;
    if (!canContinue(run)) throw notToBeContinued(detail);
    if (input.policy !== undefined && input.policy !== run.policy && hasMatched(detail))
      throw matchBegun(detail);
    const app = history.appSettings();
    return jobs.run(
      { jobId: input.jobId, place: run.place },
      {
        task: 'continue',
        root,
        runId,
        sha256: run.sha256,
        place: run.place,
        path: isRemote(run.place) ? null : await sourcePath(context, run.place),
        access: await accessAgain(context, detail, await mustFetch(root, detail)),
        period: null,
        waitMs: 0,
        cacheBytes: app.cacheMiB * 2 ** 20,
        policy: input.policy ?? null,
        workers: app.workers,
        until: input.until,
        outputFolder: app.outputFolder,
        delivery: await automaticDelivery(context),
        actor: null,
      },
    );
  }

  function list(query: ParsedInput<'runs.list'>): CallOutput<'runs.list'> {
    const version = softwareVersion();
    const items = history.listRuns(query);
    return {
      items: items.map((run) => ({ ...run, canContinue: canContinue(run, version) })),
      total: history.countRuns(query),
    };
  }

  return {
    'runs.start': start,
    'runs.continue': goOn,
    'jobs.list': () => jobs.list(),
    'jobs.cancel': ({ jobId }) => jobs.cancel(jobId),
    'runs.list': list,
    'runs.get': ({ runId }) => runView(context, runId),
    'runs.report': async ({ runId }) => {
      const { status, place } = theRun(history, runId).run;
      return status === 'completed' && !isWarehouse(place)
        ? reportView(await readAnalytics(runFolder(root, runId)))
        : null;
    },
    'runs.audit': ({ runId }) => history.auditTrail({ runId }),
    'runs.signOff': (signing) => {
      const signed = history.signOff(signing);
      emit('run.changed', { runId: signing.runId });
      return signed;
    },
    'runs.copyOutputs': ({ runId, names, to }) => copyOutputs(context, runId, names, to),
  };
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Whether a run that goes on needs the bytes of its source, and they are not here. */
async function mustFetch(root: string, { run, steps }: RunDetail): Promise<boolean> {
  if (steps.some(({ name, status }) => name === 'validate' && status === 'completed')) return false;
  return (await keptCopy(root, run.sha256)) === null;
}

function hasMatched({ steps }: RunDetail): boolean {
  return steps.some(({ name }) => name === 'match');
}

function notToBeContinued({ run }: RunDetail): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.not-to-be-continued',
    message: `The run ${run.id} cannot be continued: it is ${run.status}, of version ${run.softwareVersion}.`,
    hint: 'Start a new run of the same source.',
    details: { runId: run.id, status: run.status },
  });
}

function matchBegun({ run }: RunDetail): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.match-begun',
    message: `The run ${run.id} has begun to match with the policy ${run.policy}.`,
    hint: 'Continue it with this policy, or start a new run with another.',
    details: { runId: run.id, policy: run.policy },
  });
}
