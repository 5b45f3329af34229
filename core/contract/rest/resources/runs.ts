import { z } from 'zod';
import { placeSchema } from '../../api/places.ts';
import { runSettingsSchema } from '../../api/run-settings.ts';
import { Problem } from '../../problem.ts';
import { POLICIES, waitMinutesSchema } from '../../settings.ts';
import { runStatusSchema } from '../../run.ts';
import { pageOf, pageQuery, pageSchema, told } from '../declare/page.ts';
import { route } from '../declare/route.ts';
import type { MakeCall } from '../declare/route.ts';
import { jobSchema, runDetailSchema, runIdParam, runSchema } from '../declare/schemas.ts';
import { jobPath, toldJob, toldRun } from '../declare/told-run.ts';

const group = 'Runs';

export const runRoutes = [
  route({
    id: 'startRun',
    method: 'post',
    path: '/v1/runs',
    group,
    summary: 'Start a run',
    about:
      'Of a source that was set up (`sourceId`), from its location; or of a place: `s3://…`, `https://…`, or a file in a folder that the server may read (`--allow`). It is answered at once; the job tells how far it is.',
    scope: 'runs:write',
    body: z.strictObject({
      sourceId: z.int().optional(),
      place: placeSchema.shape.place.optional(),
      settings: runSettingsSchema.default({}),
      waitMinutes: waitMinutesSchema.optional(),
      force: z
        .boolean()
        .default(false)
        .meta({ description: 'Run again even what was reconciled already.' }),
    }),
    status: 202,
    output: jobSchema,
    call: 'runs.start',
    async ask({ body: { sourceId, place, settings, waitMinutes, force } }, make) {
      const jobId = crypto.randomUUID();
      if (sourceId === undefined)
        return { jobId, place: place ?? noPlace(), settings, force, waitMinutes: waitMinutes ?? 0 };
      const saved = await savedSource(sourceId, make);
      return {
        jobId,
        place: place ?? saved.place,
        s3: saved.s3,
        source: { kind: 'known', id: sourceId },
        settings: { ...saved.settings, ...settings },
        waitMinutes: waitMinutes ?? saved.waitMinutes,
        force,
      };
    },
    tell: (job) => toldJob(job),
    location: jobPath,
  }),
  route({
    id: 'listRuns',
    method: 'get',
    path: '/v1/runs',
    group,
    summary: 'The runs, the latest first',
    scope: 'runs:read',
    query: z.strictObject({
      ...pageQuery,
      sourceId: z.coerce.number().int().optional(),
      status: runStatusSchema.optional(),
      policy: z.enum(POLICIES).optional(),
    }),
    output: pageSchema(runSchema),
    call: 'runs.list',
    ask: ({ query: { cursor, limit, ...query } }) => ({ ...query, ...pageOf({ cursor, limit }) }),
    tell: ({ items, total }, { query }) => told(items.map(toldRun), total, query),
  }),
  route({
    id: 'getRun',
    method: 'get',
    path: '/v1/runs/{runId}',
    group,
    summary: 'A run, with its steps, checks, findings and files',
    scope: 'runs:read',
    params: runIdParam,
    output: runDetailSchema,
    call: 'runs.get',
    ask: ({ params }) => params,
    tell: ({ run, steps, checks, findings, outputs }) => ({
      ...toldRun(run),
      steps: [...steps],
      checks: [...checks],
      findings: [...findings],
      files: outputs.map((output) => ({
        ...output,
        href: `/v1/runs/${run.id}/files/${encodeURIComponent(output.name)}`,
      })),
    }),
  }),
];

async function savedSource(id: number, make: MakeCall) {
  const saved = (await make('sources.list', {})).find((source) => source.id === id);
  if (saved) return saved;
  const known = (await make('sources.all', {})).find((source) => source.id === id);
  if (known) return { place: known.place, s3: {}, settings: {}, waitMinutes: 0 };
  throw new Problem({
    kind: 'usage',
    code: 'source.unknown',
    message: `The history has no source ${id}.`,
    hint: 'Take its id from the list of sources.',
  });
}

function noPlace(): never {
  throw new Problem({
    kind: 'usage',
    code: 'api.invalid-input',
    message: 'Neither a source nor a place was named.',
    hint: 'Give sourceId or place.',
  });
}
