import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ROW_DECISIONS } from '../contract/settings.ts';
import { Problem } from '../contract/problem.ts';
import { FIGURES_FILE, OUTPUT_FOLDER } from './names.ts';
import { ANALYTICS_FILE } from './output-names.ts';

/** Cents of an amount as the report writes it, without floating-point dollars. */
const cents = z
  .string()
  .regex(/^-?\d+\.\d\d$/)
  // Adding 0 turns −0 into 0.
  .transform((text) => Number(text.replace('.', '')) + 0)
  .pipe(z.int());
const currency = z.string().default('');
const activity = {
  opening: cents,
  earned: cents,
  spent: cents,
  expired: cents,
  closing: cents,
  movements: z.int(),
};
const bucketsSchema = z.array(
  z.object({ currency, bucket: z.string(), lots: z.int(), amount: cents }),
);

/**
 * What is read back of analytics_report.json. Its keys have their home here: what writes them is held to
 * them by its types.
 */
const analyticsSchema = z.object({
  as_of: z.string(),
  delivery: z
    .object({
      kind: z.enum(['refresh', 'new-rows']),
      on_changed: z.enum([...ROW_DECISIONS, 'by-row']),
      on_changed_reasons: z.array(z.string()).default([]),
      rows_taken: z.int().default(0),
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
  roll_forward: z.array(z.object({ currency, month: z.string(), ...activity })),
  /** The period that was asked for, by currency; runs before 0.3.0 have it among the months. */
  period: z
    .array(z.object({ currency, period: z.string(), ...activity }))
    .optional()
    .catch(undefined),
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
/** What is read back of analytics_report.json, amounts in cents. */
export type Analytics = z.output<typeof analyticsSchema>;

/** The same as it must be written: whatever has its keys, beside others that nobody reads back. */
export type AnalyticsContent = Keyed<z.input<typeof analyticsSchema>> & Record<string, unknown>;

/** What has the same keys, whatever the values are written as. */
type Keyed<T> = T extends undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Keyed<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Keyed<T[Key]> }
      : unknown;

/** The same of a run that is verified and whose files are not there yet; null before it is verified. */
export async function readFigures(folder: string): Promise<Analytics | null> {
  return figuresAs(analyticsSchema, folder);
}

const dayRow = z.tuple([z.string(), z.int(), z.int(), z.int(), z.int(), z.int()]);
/** A day (since 1970) of a currency: unsigned cents earned, spent and expired, and the number of movements. */
export type DayRow = z.infer<typeof dayRow>;
const daysSchema = z.object({ days: z.array(dayRow) });

/** What moved on each day of a run that is verified; null before, and of runs of earlier versions. */
export async function readDays(folder: string): Promise<readonly DayRow[] | null> {
  return (await figuresAs(daysSchema, folder))?.days ?? null;
}

async function figuresAs<T>(schema: z.ZodType<T>, folder: string): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(join(folder, FIGURES_FILE), 'utf8')));
  } catch {
    // Runs of earlier versions have none, and nothing but a look ahead depends on it.
    return null;
  }
}

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
