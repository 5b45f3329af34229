import { z } from 'zod';
import { route } from '../declare/route.ts';
import { time } from '../declare/schemas.ts';

const group = 'Sources';

export const sourceRoutes = [
  route({
    id: 'listSources',
    method: 'get',
    path: '/v1/sources',
    group,
    summary: 'The sources that were reconciled, the latest first',
    scope: 'runs:read',
    output: z.object({
      items: z.array(
        z.object({ id: z.int(), name: z.string(), place: z.string(), createdAt: time }),
      ),
    }),
    call: 'sources.all',
    ask: () => ({}),
    tell: (sources) => ({ items: [...sources] }),
  }),
];
