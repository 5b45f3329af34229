import { z } from 'zod';
import { SCOPE_NAMES } from '../../tokens/scopes.ts';
import { ownRoute } from '../declare/route.ts';
import { time } from '../declare/schemas.ts';

const group = 'The server';

export const serverRoutes = [
  ownRoute({
    id: 'getStatus',
    method: 'get',
    path: '/v1/status',
    group,
    summary: 'Whether the server answers, and what the token may do',
    scope: null,
    output: z.object({
      version: z.string(),
      time,
      underWay: z.int().min(0),
      token: z.object({ name: z.string(), scopes: z.array(z.enum(SCOPE_NAMES)), expiresAt: time }),
    }),
  }),
];
