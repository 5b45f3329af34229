import { z } from 'zod';
import { exceptionRecordSchema, exceptionStatusSchema } from '../../run.ts';
import { pageOf, pageQuery, pageSchema, told } from '../declare/page.ts';
import { route } from '../declare/route.ts';
import { runIdParam } from '../declare/schemas.ts';

const group = 'Exceptions';

export const exceptionRoutes = [
  route({
    id: 'listExceptions',
    method: 'get',
    path: '/v1/runs/{runId}/exceptions',
    group,
    summary: 'The exceptions of a run, those with the most at stake first',
    scope: 'exceptions:read',
    params: runIdParam,
    query: z.strictObject({
      ...pageQuery,
      code: z.string().max(100).optional(),
      status: exceptionStatusSchema.optional(),
      customer: z.string().max(500).optional(),
      owner: z.string().max(100).optional(),
      search: z.string().max(500).optional(),
    }),
    output: pageSchema(exceptionRecordSchema),
    call: 'exceptions.list',
    ask: ({ params, query: { cursor, limit, ...query } }) => ({
      ...params,
      query,
      ...pageOf({ cursor, limit }),
    }),
    tell: ({ items, count }, { query }) => told(items, count, query),
  }),
  route({
    id: 'decideExceptions',
    method: 'post',
    path: '/v1/runs/{runId}/exceptions/decisions',
    group,
    summary: 'Set the status or the owner of exceptions',
    about:
      'Of all that are named, or of none. Any status but `open` needs a note as its reason. The decisions hold for later runs of the source as well.',
    scope: 'exceptions:write',
    params: runIdParam,
    body: z.strictObject({
      keys: z.array(z.string().max(2000)).min(1).max(20_000),
      status: exceptionStatusSchema.optional(),
      owner: z.string().trim().max(100).nullable().optional(),
      note: z.string().trim().max(2000).optional(),
    }),
    output: z.object({
      entries: z.array(z.int()).meta({ description: 'Their entries in the audit log.' }),
    }),
    call: 'exceptions.change',
    ask: ({ params, body }) => ({ ...params, ...body }),
    tell: ({ entries }) => ({ entries: [...entries] }),
  }),
];
