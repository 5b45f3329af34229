import { expect, test } from '../app/app.ts';
import { faults } from '../app/axe.ts';

const PASSPHRASE = 'correct horse battery';

test('people are set up, sign in and out, and see what their roles allow', async ({ app }) => {
  const { page } = app;
  await app.goTo('/people');
  await expect(page.getByText('no segregation of duties')).toBeVisible();
  expect(await faults(page)).toEqual([]);
  const fill = async (name: string): Promise<void> => {
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('New passphrase').fill(PASSPHRASE);
    await page.getByLabel('The same once more').fill(PASSPHRASE);
  };
  await page.getByRole('button', { name: 'Set up people …' }).click();
  await fill('Ann Archer');
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Set up people', exact: true }).click();
  await expect(page.getByText('There is one administrator.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a person …' }).click();
  await fill('Bo Berg');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('row', { name: /Bo Berg/ })).toContainText('Preparer');
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByLabel('Name').selectOption('Bo Berg');
  await page.getByLabel('Passphrase').fill('something else entirely');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('not the passphrase of Bo Berg')).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.getByLabel('Passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation', { name: 'Screens' })).toContainText('Bo Berg');
  await expect(page.getByRole('button', { name: 'Add a person …' })).toHaveCount(0);
});
