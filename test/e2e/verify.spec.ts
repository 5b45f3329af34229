import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from './app/app.ts';

test('published files that were tampered with are found out, and lead to their rows', async ({
  app,
}) => {
  const { page } = app;
  const run = await app.reconcile(app.sample('tc_raw_data.xlsx'));
  const steps = page.getByRole('navigation', { name: 'Steps of the run' });
  await steps.getByRole('link', { name: /Verify/ }).click();
  const again = page.getByRole('button', { name: 'Verify the published files again' });
  await again.click();
  await expect(
    page.getByText('The published files are unchanged, and all checks passed on them.'),
  ).toBeVisible();

  // The lot 7785147 was taken by 7787769; now it claims to be taken by nobody there is.
  const file = join(app.dataDir, 'runs', run, 'outputs', 'tc_data_with_redemptions.parquet');
  await rewritten(file, 'CASE WHEN TRANS_ID = 7785147 THEN 1 ELSE REDEEMID END');
  await again.click();
  await expect(
    page.getByText('The published files have changed since they were verified.'),
  ).toBeVisible();
  await expect(page.getByText('tc_data_with_redemptions.parquet').first()).toBeVisible();
  const checks = page.getByRole('region', { name: 'Checks on the published files' });
  await expect(checks).toContainText('7785147');

  await checks
    .getByRole('link', { name: /^Open the rows of failure 1/ })
    .first()
    .click();
  const totals = page.getByLabel('Totals of the rows shown');
  await expect(totals).not.toContainText('2,000 rows');
  await expect(page.getByText('7785147').first()).toBeVisible();
});

/** Writes a Parquet file anew with another REDEEMID, as somebody might who knows how. */
async function rewritten(file: string, redeemId: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT * REPLACE (${redeemId} AS REDEEMID) FROM '${file}') TO '${file}.new' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  await rename(`${file}.new`, file);
}
