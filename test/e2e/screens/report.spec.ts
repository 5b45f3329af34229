import { readFileSync } from 'node:fs';
import { expect, test } from '../app/app.ts';

test('a report of a fault is read in full before it is saved', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Report a fault …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Report a fault' });
  const shown = dialog.getByLabel('The report', { exact: true });
  await expect(shown).toContainText('Last runs');
  const path = await app.saved('report.txt', () =>
    dialog.getByRole('button', { name: 'Save the report' }).click(),
  );
  const withoutTime = (text: string): string => text.replace(/report of \S+/, '').trim();
  expect(withoutTime(readFileSync(path, 'utf8'))).toBe(withoutTime((await shown.textContent())!));
  expect(app.complaints).toEqual([]);
});
