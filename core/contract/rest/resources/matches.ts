import { z } from 'zod';
import { WORK } from '../../calls/needs.ts';
import { POLICIES, settingsSchema } from '../../settings.ts';
import { checkRecordSchema, findingCountRecordSchema, findingRecordSchema } from '../../run.ts';
import { ownRoute } from '../declare/route.ts';

/** More rows are a run, which reads them where they lie. */
const MOST_ROWS = 10_000;
const cents = z.int().min(0).nullable();
const cell = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]);

/** What is to be matched at once. Its rows are read as those of a file, by the same headers. */
export const matchRequestSchema = z.strictObject({
  policy: z.enum(POLICIES).optional(),
  onError: settingsSchema.shape.onError.unwrap().optional(),
  asOf: settingsSchema.shape.asOf.unwrap().optional(),
  mapping: settingsSchema.shape.mapping.unwrap().optional(),
  rows: z
    .array(z.record(z.string().max(200), cell))
    .min(1)
    .max(MOST_ROWS)
    .meta({
      description:
        'Movements by the headers of a file: TRANS_ID, TCTYPE, CREATEDAT, CUSTOMERID, AMOUNT, and EXPIREDAT, ORDERID, REASON, CURRENCY if there are any. Amounts are in units of the currency, as in a file: -12.5.',
      examples: [
        [
          {
            TRANS_ID: '1',
            TCTYPE: 'earned',
            CREATEDAT: '2026-06-01 10:00:00',
            CUSTOMERID: '7',
            AMOUNT: '20.00',
          },
          {
            TRANS_ID: '2',
            TCTYPE: 'spent',
            CREATEDAT: '2026-06-03 12:30:00',
            CUSTOMERID: '7',
            AMOUNT: '-12.50',
          },
        ],
      ],
    }),
});
export type MatchRequest = z.output<typeof matchRequestSchema>;

const totals = z.record(z.string(), z.int());

export const matchRoutes = [
  ownRoute({
    id: 'matchRows',
    method: 'post',
    path: '/v1/matches',
    group: 'Matching on demand',
    summary: 'Match rows at once',
    about:
      'The rows are validated, matched and verified by the rules of a run, and answered; nothing of them is kept, and no run is written down. Up to 10,000 rows; more are a run.',
    scope: 'match',
    needs: WORK,
    body: matchRequestSchema,
    output: z.object({
      policy: z.enum(POLICIES),
      asOf: z.string(),
      rowsGiven: z.int(),
      rowsSetAside: z.int(),
      totals: z.record(z.string(), totals).meta({
        description: 'In cents, by currency; of the only one by an empty name.',
      }),
      findings: z.array(findingCountRecordSchema),
      found: z.array(findingRecordSchema),
      checks: z.array(checkRecordSchema.omit({ failures: true })),
      rows: z.array(
        z.object({
          id: z.string(),
          redeemId: z.string().nullable(),
          status: z.string(),
          matchedCents: cents,
          openCents: cents,
        }),
      ),
      allocations: z.array(
        z.object({
          earnedId: z.string(),
          redemptionId: z.string(),
          customer: z.string(),
          cents: z.int(),
        }),
      ),
    }),
  }),
];
