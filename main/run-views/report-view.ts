import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LaterFileView, ReportView } from '../../core/contract/api/runs.ts';
import { Problem } from '../../core/contract/problem.ts';
import { ANALYTICS_FILE } from '../../core/run-folder/output-names.ts';
import { OUTPUT_FOLDER } from '../../core/run-folder/names.ts';

/** Cents of an amount as the report writes it, without floating-point dollars. */
const cents = z
  .string()
  .regex(/^-?\d+\.\d\d$/)
  // Adding 0 turns −0 into 0.
  .transform((text) => Number(text.replace('.', '')) + 0)
  .pipe(z.int());
const currency = z.string().default('');
const bucketsSchema = z.array(
  z.object({ currency, bucket: z.string(), lots: z.int(), amount: cents }),
);

const analyticsSchema = z.object({
  as_of: z.string(),
  summary: z.object({ match_rate: z.number(), quarantined_amount: cents }),
  delivery: z
    .object({
      kind: z.enum(['refresh', 'new-rows']),
      on_changed: z.enum(['keep', 'take']),
      added_rows: z.int(),
      late_rows: z.int(),
      changed_rows: z.int(),
      gone_rows: z.int(),
      touched_customers: z.int(),
      rows_matched_anew: z.int().nullable(),
      restated_customers: z.int(),
      restated_months: z.array(
        z.object({
          currency,
          month: z.string(),
          earned: cents,
          spent: cents,
          expired: cents,
          net: cents,
          closing: cents,
          customers: z.int(),
          rematched_redemptions: z.int(),
        }),
      ),
    })
    .optional(),
  roll_forward: z.array(
    z.object({
      currency,
      month: z.string(),
      opening: cents,
      earned: cents,
      spent: cents,
      expired: cents,
      closing: cents,
      movements: z.int(),
    }),
  ),
  open_lots_by_age: bucketsSchema,
  open_lots_by_expiry: bucketsSchema,
  top_customers_by_balance: z.array(
    z.object({ customer: z.string(), currency, balance: cents, open_lots: z.int() }),
  ),
  groups: z.array(
    z.object({
      column: z.string(),
      group: z.string(),
      currency,
      earned: cents,
      spent: cents,
      expired: cents,
      closing: cents,
    }),
  ),
});
type Analytics = z.infer<typeof analyticsSchema>;

/** analytics_report.json of a completed run. Throws Problem `run.outputs-changed` if it is not there. */
export async function readAnalytics(folder: string): Promise<Analytics> {
  const path = join(folder, OUTPUT_FOLDER, ANALYTICS_FILE);
  try {
    return analyticsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new Problem(
      {
        kind: 'internal',
        code: 'run.outputs-changed',
        message: `The report ${path} was changed or deleted since it was written.`,
        hint: 'Start the run again as a new revision.',
        details: { path },
      },
      error,
    );
  }
}

/** The report as the interface shows it, amounts in cents. */
export function reportView(report: Analytics): ReportView {
  const bucketView = ({ amount, ...bucket }: Analytics['open_lots_by_age'][number]) => ({
    ...bucket,
    cents: amount,
  });
  return {
    asOf: report.as_of,
    matchRate: report.summary.match_rate,
    laterFile: report.delivery ? laterFileView(report.delivery) : null,
    months: report.roll_forward,
    byAge: report.open_lots_by_age.map(bucketView),
    byExpiry: report.open_lots_by_expiry.map(bucketView),
    topCustomers: report.top_customers_by_balance.map(({ customer, currency, balance }) => ({
      customer,
      currency,
      cents: balance,
    })),
    groups: report.groups.map(({ group, ...rest }) => ({ ...rest, value: group })),
  };
}

function laterFileView(delivery: NonNullable<Analytics['delivery']>): LaterFileView {
  return {
    kind: delivery.kind,
    onChanged: delivery.on_changed,
    added: delivery.added_rows,
    late: delivery.late_rows,
    changed: delivery.changed_rows,
    gone: delivery.gone_rows,
    touchedCustomers: delivery.touched_customers,
    rowsAnew: delivery.rows_matched_anew,
    restatedCustomers: delivery.restated_customers,
    restatedMonths: delivery.restated_months.map(({ rematched_redemptions, ...month }) => ({
      ...month,
      rematched: rematched_redemptions,
    })),
  };
}
