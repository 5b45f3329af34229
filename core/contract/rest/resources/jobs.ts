import { z } from 'zod';
import { ownRoute, route } from '../declare/route.ts';
import { jobSchema } from '../declare/schemas.ts';
import { toldJob } from '../declare/told-run.ts';

const group = 'Jobs';
const params = z.object({ jobId: z.uuid() });

export const jobRoutes = [
  route({
    id: 'listJobs',
    method: 'get',
    path: '/v1/jobs',
    group,
    summary: 'What is under way, the oldest first',
    scope: 'runs:read',
    output: z.object({ items: z.array(jobSchema) }),
    call: 'jobs.list',
    ask: () => ({}),
    tell: (jobs) => ({ items: jobs.map(toldJob) }),
  }),
  ownRoute({
    id: 'getJob',
    method: 'get',
    path: '/v1/jobs/{jobId}',
    group,
    summary: 'How far a job is, or what became of it',
    about:
      'The server remembers the last 1,000 that have ended; of a run, the run itself tells for ever.',
    scope: 'runs:read',
    params,
    query: z.strictObject({
      wait: z.coerce
        .number()
        .int()
        .min(0)
        .max(60)
        .default(0)
        .meta({ description: 'For how many seconds to wait for its end before it is told.' }),
    }),
    output: jobSchema,
  }),
  route({
    id: 'cancelJob',
    method: 'delete',
    path: '/v1/jobs/{jobId}',
    group,
    summary: 'Cancel a job',
    about: 'A run that was cancelled keeps its finished steps.',
    scope: 'runs:write',
    params,
    output: z.object({ cancelled: z.boolean().meta({ description: 'Whether it was under way.' }) }),
    call: 'jobs.cancel',
    ask: ({ params: { jobId } }) => ({ jobId }),
    tell: (cancelled) => ({ cancelled }),
  }),
];
