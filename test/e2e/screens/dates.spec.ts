import { expect, test } from '../app/app.ts';

test('days are typed and picked in the chosen format', async ({ app }) => {
  const { page } = app;
  await app.goTo('/settings');
  await page.getByLabel('Dates', { exact: true }).selectOption('DD.MM.YYYY');
  const asOf = page.getByRole('textbox', { name: 'As-of date' });
  await expect(asOf).toHaveAttribute('placeholder', '31.12.2025');
  await asOf.fill('31.06.2026');
  await expect(page.getByText('31.06.2026 is not a date in the calendar.')).toBeVisible();
  await asOf.fill('15.07.2026');

  // By keyboard alone: a month back, a week on, and picked; the focus is back on the button.
  const choose = page.getByRole('button', { name: 'Choose the as-of date' });
  await choose.press('Enter');
  const calendar = page.getByRole('grid', { name: 'July 2026' });
  await expect(calendar.getByRole('button', { name: 'Wednesday, 15 July 2026' })).toBeFocused();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Monday, 22 June 2026' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toHaveCount(0);
  await expect(choose).toBeFocused();
  await expect(asOf).toHaveValue('22.06.2026');

  // The run begins with it; its period may be two dates.
  await app.open(app.sample('tc_raw_data.xlsx'));
  await expect(asOf).toHaveValue('22.06.2026');
  await asOf.fill('06/22/2026');
  await expect(page.getByText('Enter a date as DD.MM.YYYY, such as 31.12.2025.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run all' })).toBeDisabled();
  await asOf.fill('');
  await page.getByRole('button', { name: 'Choose two dates' }).click();
  await page.getByRole('textbox', { name: 'Last day' }).fill('14.06.2026');
  await page.getByRole('textbox', { name: 'First day' }).fill('15.06.2026');
  await expect(page.getByText('The last day is before the first.')).toBeVisible();
  await page.getByRole('textbox', { name: 'First day' }).fill('01.06.2026');
  await page.getByRole('button', { name: 'Use these dates' }).click();
  const period = page.getByLabel('Period', { exact: true });
  await expect(period).toHaveValue('01.06.2026..14.06.2026');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByLabel('The run now')).toContainText('Completed in');
  await expect(page.getByText('at the end of 14.06.2026')).toBeVisible();

  // A filter by date.
  await page.getByRole('link', { name: 'Matched rows', exact: true }).click();
  const header = page.locator('.ag-header-cell[col-id="CREATEDAT"]');
  await header.locator('.ag-header-cell-filter-button').click();
  await page.getByRole('textbox', { name: 'Day' }).first().fill('02.06.2026');
  await page.getByRole('button', { name: 'Choose the day' }).first().click();
  await expect(page.getByRole('button', { name: 'Tuesday, 2 June 2026' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('CREATEDAT on 01.06.2026')).toBeVisible();
  expect(app.complaints).toEqual([]);
});
