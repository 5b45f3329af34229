import { z } from 'zod';
import type { CloseView } from '../../close/close-view.ts';
import { journalEntrySchema } from '../../close/journal.ts';
import { CLOSE_STATES, REQUIREMENT_WORDS, SIGNED_PARTS } from '../../close/sign-off.ts';
import type { CloseState, RequirementId, SignedPart } from '../../close/sign-off.ts';
import { route } from '../declare/route.ts';
import { time } from '../declare/schemas.ts';

const group = 'The close';
const keysOf = <K extends string>(of: Readonly<Record<K, unknown>>) =>
  Object.keys(of) as [K, ...K[]];

const states = z.enum(keysOf<CloseState>(CLOSE_STATES));
const changed = z.array(z.enum(keysOf<SignedPart>(SIGNED_PARTS))).meta({
  description: 'What has changed since it was signed: the signatures are suspended.',
});
const sourceParam = z.object({ sourceId: z.coerce.number().int() });
const params = sourceParam.extend({ period: z.string().min(1).max(40) });
const cents = z.int().nullable();
// Not strict: of an entry that was booked the close knows more than is told here.
const entries = z.array(z.object({ ...journalEntrySchema.shape, posted: z.string().nullable() }));

const closeSchema = z
  .object({
    sourceId: z.int(),
    period: z.string(),
    runId: z.string(),
    asOf: z.string(),
    state: states,
    changed,
    signatures: z.array(
      z.object({ is: z.enum(['prepared', 'reviewed', 'locked']), by: z.string(), at: time }),
    ),
    missing: z
      .array(
        z.object({ id: z.enum(keysOf<RequirementId>(REQUIREMENT_WORDS)), sentence: z.string() }),
      )
      .meta({
        description: 'What is in the way of preparing it, in the order in which it is worked off.',
      }),
    tieOut: z.array(
      z.object({
        account: z.string(),
        company: z.string(),
        currency: z.string(),
        gl: cents,
        subLedger: z.int(),
        explained: z.int(),
        unexplained: cents,
        isTied: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Close' });

function toldClose({ standing, ...view }: CloseView): z.input<typeof closeSchema> {
  return {
    ...view,
    state: standing.state,
    changed: [...standing.changed],
    signatures: [...standing.signatures],
    missing: [...view.missing],
    tieOut: [...view.tieOut],
  };
}

export const closeRoutes = [
  route({
    id: 'listPeriods',
    method: 'get',
    path: '/v1/sources/{sourceId}/periods',
    group,
    summary: 'The periods of a source that can be closed, and where each stands; the latest first',
    scope: 'close:read',
    params: sourceParam,
    output: z.object({
      items: z.array(z.object({ period: z.string(), runId: z.string(), state: states, changed })),
    }),
    call: 'close.periods',
    ask: ({ params: { sourceId } }) => ({ sourceId }),
    tell: (periods) => ({
      items: periods.map((period) => ({ ...period, changed: [...period.changed] })),
    }),
  }),
  route({
    id: 'getClose',
    method: 'get',
    path: '/v1/sources/{sourceId}/periods/{period}',
    group,
    summary: 'The close of a period: where it stands, what is missing, the tie-out',
    scope: 'close:read',
    params,
    output: closeSchema,
    call: 'close.view',
    ask: ({ params: asked }) => asked,
    tell: toldClose,
  }),
  route({
    id: 'listEntries',
    method: 'get',
    path: '/v1/sources/{sourceId}/periods/{period}/entries',
    group,
    summary: 'The journal entries of a period: those to book, and those that were booked',
    scope: 'close:read',
    params,
    output: z.object({ toBook: entries, booked: entries }),
    call: 'close.view',
    ask: ({ params: asked }) => asked,
    tell: ({ toBook, booked }) => ({
      toBook: toBook.map((entry) => ({ ...entry, posted: null })),
      booked: [...booked],
    }),
  }),
  route({
    id: 'bookEntries',
    method: 'post',
    path: '/v1/sources/{sourceId}/periods/{period}/entries',
    group,
    summary: 'Note the entries that are to be booked as booked',
    scope: 'close:write',
    params,
    body: z.strictObject({ by: z.string().trim().min(1).max(200) }),
    output: closeSchema,
    call: 'close.book',
    ask: ({ params: asked, body }) => ({ ...asked, ...body }),
    tell: toldClose,
  }),
];
