import { z } from 'zod';
import { POLICIES } from '../settings.ts';
import { call } from '../calls/call.ts';
import { opening } from '../calls/entry.ts';
import type { Baselines } from './baselines.ts';

export const baselineCalls = {
  /** The latest 100 periods of one source, policy and kind of period; of those used last where none is named. Throws Problem `source.unknown`. */
  'baselines.get': call<Baselines>()(
    z.strictObject({
      sourceId: z.int(),
      policy: z.enum(POLICIES).optional(),
      periods: z.string().max(40).optional(),
    }),
    opening('baselines.opened', ({ sourceId }) => ({ detail: { sourceId } })),
  ),
} as const;
