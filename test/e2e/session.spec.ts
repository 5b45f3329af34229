import { expect, test } from './app/app.ts';

test.use({ alone: true });

test.beforeEach(({ host }) => {
  test.skip(host === 'electron', 'a window of Electron ends with its program');
});

test('when the program is gone, every screen says so and what to do', async ({ app }) => {
  const { page } = app;
  const said = page.getByRole('alert').filter({ hasText: 'The program behind this page' }).first();
  await expect(
    page.getByRole('heading', { name: 'Choose the workbook to reconcile' }),
  ).toBeVisible();
  await expect(said).toHaveCount(0);
  await app.kill();
  await expect(said).toContainText('Start it again with npm start');
  for (const name of ['History', 'Settings', 'Reconcile']) {
    await page.getByRole('link', { name, exact: true }).click();
    await expect(said).toBeVisible();
  }
});

test('so it does when the page no longer belongs to the program', async ({ app }) => {
  const { page } = app;
  const said = page.getByRole('alert').filter({ hasText: 'no longer belongs' }).first();
  await expect(
    page.getByRole('heading', { name: 'Choose the workbook to reconcile' }),
  ).toBeVisible();
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
  await expect(said).toContainText('use the link that it prints');
});
