import type { Page } from '@playwright/test';
import { expect } from '../app/app.ts';
import { ALWAYS } from '../app/drawn.ts';
import { addressOf, ADDRESSES, looking, settled } from '../app/every-screen.ts';

/** What a window of 1366 × 768 has to show at 200 %. */
const ZOOMED = { width: 683, height: 384 };
const AS_BEFORE = { width: 1280, height: 800 };

/**
 * What of a screen cannot be seen or reached: a page that scrolls sideways or beyond its content, controls and text
 * that are cut off where nothing scrolls, bars that stay and fill the window. In the page's own script.
 */
const UNREACHABLE = `(() => {
  const found = [];
  const page = document.documentElement;
  const main = document.querySelector('main');
  if (page.scrollWidth > page.clientWidth) found.push('the page scrolls sideways');
  if (page.scrollHeight > page.clientHeight) found.push('the page scrolls beside its content');
  if (main.scrollWidth > main.clientWidth) found.push('the content scrolls sideways');
  const menu = document.querySelector('nav');
  if (menu.scrollWidth > menu.clientWidth) found.push('the menu is cut off');
  const name = (e) => e.tagName + ' ' + (e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 40);
  const hidden = (e) => !e.checkVisibility() || e.closest('[aria-hidden=true]') || e.closest('.visually-hidden');
  const scope = document.querySelector('[role=dialog]') ?? document.body;
  for (const e of scope.querySelectorAll('button, a, input, select, textarea, h1, h2, h3, th, td, dd, p, label')) {
    // The grid scrolls by itself, and holds rows that are out of sight.
    if (hidden(e) || e.closest('.ag-root-wrapper')) continue;
    const box = e.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    for (let around = e.parentElement; around; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around);
      if (/auto|scroll/.test(overflowX + overflowY)) break;
      if (overflowX === 'visible' && overflowY === 'visible') continue;
      const limit = around.getBoundingClientRect();
      if (limit.width <= 1 || limit.height <= 1) break;
      if (box.right > limit.right + 1 || box.bottom > limit.bottom + 1)
        found.push('cut off: ' + name(e));
    }
    if (getComputedStyle(e).overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1 && e.tagName !== 'INPUT')
      found.push('text cut off: ' + name(e));
  }
  for (const e of document.querySelectorAll('main *')) {
    const { position } = getComputedStyle(e);
    if (position !== 'sticky' && position !== 'fixed') continue;
    const { height, width } = e.getBoundingClientRect();
    if (height > innerHeight * 0.4 && width > innerWidth * 0.4) found.push('fills the window: ' + name(e));
  }
  return found;
})()`;

/** What a screen is for can be scrolled to and pressed: nothing lies over it. */
const COVERED = `[...document.querySelectorAll('main button:enabled, main a[href]')].flatMap((e) => {
  if (!e.checkVisibility() || e.closest('.ag-root-wrapper')) return [];
  e.scrollIntoView({ block: 'center', inline: 'center' });
  const box = e.getClientRects()[0];
  if (!box || box.width <= 1) return [];
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return at && (e.contains(at) || at.contains(e) || at.closest('label')) ? [] : [e.textContent || e.ariaLabel];
})`;

async function expectReachable(page: Page): Promise<void> {
  expect(await page.evaluate<string[]>(UNREACHABLE)).toEqual([]);
  expect(await page.evaluate<string[]>(COVERED)).toEqual([]);
}

for (const screen of ADDRESSES)
  looking(`${screen} can be used at 200 %`, ALWAYS, async ({ shared, runs }) => {
    const { page } = shared;
    await page.setViewportSize(ZOOMED);
    try {
      await shared.goTo(addressOf(screen, runs));
      await settled(page);
      await expectReachable(page);
      expect(shared.complaints).toEqual([]);
    } finally {
      await page.setViewportSize(AS_BEFORE);
    }
  });

looking(
  'the preview, the keys and the lot trail can be used at 200 %',
  async ({ shared, runs }) => {
    const { page } = shared;
    await page.setViewportSize(ZOOMED);
    try {
      await shared.goTo('/');
      await page.getByRole('button', { name: 'Sample workbook' }).click();
      await expect(page.getByText('7781403').first()).toBeVisible();
      await expectReachable(page);

      await shared.goTo(`/run/${runs.a}/grid`);
      const row = page.locator('.ag-row[row-index="1"] [col-id="TRANS_ID"]');
      await row.click();
      await expect(page.getByRole('button', { name: 'Close the lot trail' })).toBeVisible();
      await expectReachable(page);
      // Rows are left beside all that stands around them.
      const grid = (await page.locator('.ag-root-wrapper').boundingBox())!;
      expect(grid.height).toBeGreaterThan(200);

      await page.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('?');
      const dialog = page.getByRole('dialog');
      await expect(dialog).toBeVisible();
      expect(await page.evaluate<string[]>(UNREACHABLE)).toEqual([]);
      await dialog.getByText('Untracked variance').first().scrollIntoViewIfNeeded();
      await expect(dialog.getByText('Untracked variance').first()).toBeInViewport();
      await page.keyboard.press('Escape');
    } finally {
      await page.setViewportSize(AS_BEFORE);
    }
  },
);

looking('the sums and both amounts are in sight beside the lot trail', async ({ shared, runs }) => {
  const { page } = shared;
  await page.setViewportSize({ width: 1366, height: 768 });
  try {
    await shared.goTo(`/run/${runs.a}/grid`);
    const sums = page.getByRole('region', { name: 'Sums of the rows shown' });
    for (const currency of ['EUR', 'USD'])
      await expect(sums.getByRole('row', { name: currency })).toBeInViewport({ ratio: 1 });
    const row = page.locator('.ag-row[row-index="1"]');
    await row.locator('[col-id="TRANS_ID"]').click();
    await expect(page.getByRole('button', { name: 'Close the lot trail' })).toBeVisible();
    for (const column of ['REDEEMID', 'MATCH_STATUS', 'MATCHED_AMOUNT', 'OPEN_AMOUNT'])
      await expect(row.locator(`[col-id="${column}"]`)).toBeInViewport({ ratio: 0.99 });
  } finally {
    await page.setViewportSize(AS_BEFORE);
  }
});

looking('the menu folds to its icons and keeps its names', async ({ shared }) => {
  const { page } = shared;
  await page.setViewportSize(ZOOMED);
  try {
    await shared.goTo('/');
    const menu = page.getByRole('navigation', { name: 'Screens' });
    expect((await menu.boundingBox())!.width).toBeLessThan(60);
    await menu.getByRole('link', { name: 'History' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  } finally {
    await page.setViewportSize(AS_BEFORE);
  }
});
