import { z } from 'zod';
import { QUICK_FILTERS } from '../../api/grid.ts';
import { pageOf, pageQuery, pageSchema, told } from '../declare/page.ts';
import { ownRoute, route } from '../declare/route.ts';
import { runIdParam } from '../declare/schemas.ts';

const group = 'Results';

export const resultRoutes = [
  route({
    id: 'listRows',
    method: 'get',
    path: '/v1/runs/{runId}/rows',
    group,
    summary: 'The matched rows of a run, by page',
    about:
      'Each row has the cells of the columns that `listColumns` names, in their order: ids and text as text, money in cents, times as wall-clock milliseconds. The order is CUSTOMERID, CREATEDAT, TRANS_ID.',
    scope: 'runs:read',
    params: runIdParam,
    query: z.strictObject({
      ...pageQuery,
      show: z.enum(QUICK_FILTERS).default('all'),
      customer: z.string().max(500).optional(),
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
        .optional()
        .meta({ description: 'Of CREATEDAT: `2026-06`.' }),
      search: z.string().max(500).optional(),
    }),
    output: pageSchema(
      z.object({
        n: z.int().min(0),
        cells: z.array(z.union([z.string(), z.number(), z.null()])),
        exceptions: z.array(z.string()),
      }),
    ),
    call: 'grid.page',
    ask: ({ params, query: { cursor, limit, show, customer, month, search } }) => ({
      ...params,
      view: {
        quick: show,
        customer: customer ?? null,
        period: month ?? null,
        search: search ?? null,
      },
      ...pageOf({ cursor, limit }),
    }),
    tell: ({ rows, total }, { query }) =>
      told(
        rows.map(({ n, cells, flags }) => ({ n, cells: [...cells], exceptions: [...flags] })),
        total,
        query,
      ),
  }),
  route({
    id: 'listColumns',
    method: 'get',
    path: '/v1/runs/{runId}/columns',
    group,
    summary: 'The columns of the matched rows, in the order of their cells',
    scope: 'runs:read',
    params: runIdParam,
    output: z.object({
      rows: z.int().min(0),
      columns: z.array(
        z.object({
          name: z.string(),
          kind: z.enum(['id', 'text', 'money', 'time', 'count']),
          added: z.boolean().meta({ description: 'Whether the program added it.' }),
        }),
      ),
    }),
    call: 'grid.open',
    ask: ({ params }) => params,
    tell: ({ rows, columns }) => ({ rows, columns: [...columns] }),
  }),
  ownRoute({
    id: 'getFile',
    method: 'get',
    path: '/v1/runs/{runId}/files/{name}',
    group,
    summary: 'A file of a run, whole or in part (Range)',
    scope: 'runs:read',
    params: runIdParam.extend({ name: z.string().min(1).max(200) }),
    output: ['application/octet-stream'],
  }),
];
