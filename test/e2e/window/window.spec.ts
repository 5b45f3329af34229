import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUTPUT_FOLDER } from '../../../core/run-folder/names.ts';
import { browserPath } from '../../../main/setup/browser.ts';
import { expect, test } from '../app/app.ts';
import type { App } from '../app/app.ts';
import { ALWAYS } from '../app/drawn.ts';
import { forChromium } from '../../electron/chromium/stand-in-origin.ts';

/**
 * The built window's program without Electron: its page is one of Chromium, answered by the program's own
 * responder, with its preload in a world of its own. What rests on Electron alone is not proven here: the scheme
 * (`stand-in-origin.ts`), the sandbox, its own bridge between the worlds, and its utility process.
 */
test.skip(browserPath() === null, 'no browser is here; CHROMIUM=… names one');
test.describe.configure({ mode: 'serial' });

const ELSEWHERE = 'https://example.org/';

/** The rows of a CSV, in some columns, in an order of their own. */
function rowsOf(path: string, columns: readonly string[]): string[] {
  const [header, ...rows] = readFileSync(path, 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.match(/(?<=^|,)(?:"[^"]*"|[^,"]*)(?=,|$)/g)!)
    .map((cells) => cells.map((cell) => cell.replace(/^"(.*)"$/, '$1')));
  const places = columns.map((column) => header!.indexOf(column));
  expect(places).not.toContain(-1);
  return rows.map((row) => places.map((place) => row[place]).join()).sort();
}

/** What the page is answered. */
function answer({ page }: App, call: string, input: object): Promise<unknown> {
  return page.evaluate(`thrive.call(${JSON.stringify(call)}, ${JSON.stringify(input)})`);
}

test(
  'a file handed over by a second start is reconciled, its rows seen and exported',
  ALWAYS,
  async ({ shared: app }) => {
    const { page } = app;
    const { program } = app.standIn!;
    expect(await program('noted')).toEqual(
      expect.arrayContaining(['sandbox', 'load app://thrive/', 'window shown']),
    );
    await program('startedAgain', [app.sample('tc_raw_data.xlsx')]);
    await page.getByRole('button', { name: 'Run all' }).click();
    await expect(page).toHaveURL(/run\//);
    const [runId] = /(?<=run\/)[\w-]+/.exec(page.url())!;
    // Electron says that its process is gone; the program loads it anew, and it shows the run as it is.
    const loadedAnew = page.waitForEvent('load');
    await program('pageDies');
    await loadedAnew;
    await expect(page.getByLabel('The run now')).toContainText('Completed in');
    expect(page.url()).toContain(runId);

    await app.goTo(`/run/${runId}/grid`);
    await expect(page.getByLabel('Totals of the rows shown')).toContainText('2,000 rows');
    await expect(page.locator('.ag-row [col-id="TRANS_ID"]').first()).toHaveText(/^\d+$/);

    const exported = await app.saved('rows.csv', async () => {
      await page.getByRole('button', { name: 'Export view' }).click();
      await page.getByRole('menuitem', { name: 'CSV' }).click();
    });
    const columns = ['TRANS_ID', 'CUSTOMERID', 'AMOUNT', 'REDEEMID', 'MATCH_STATUS', 'OPEN_AMOUNT'];
    const ofRun = join(app.dataDir, 'runs', runId, OUTPUT_FOLDER, 'tc_data_with_redemptions.csv');
    expect(rowsOf(exported, columns)).toEqual(rowsOf(ofRun, columns));

    await program('chosenInMenu', 'History');
    await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
    // The menu stays in reach while the page has a dialog open, and then does nothing.
    await program('chosenInMenu', 'Search everything…');
    await expect(page.getByRole('dialog')).toBeVisible();
    await program('chosenInMenu', 'Dashboard');
    await program('noted');
    expect(await page.evaluate('location.href')).toContain('/history');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await program('chosenInMenu', 'Dashboard');
    await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
    expect(app.complaints).toEqual([]);
  },
);

test(
  'calls that the contract refuses, and those of another frame, get nothing',
  ALWAYS,
  async ({ shared: app }) => {
    const refused = (code: string): Record<string, unknown> => ({ ok: false, problem: { code } });
    expect(await answer(app, 'shell.exec', {})).toMatchObject(refused('api.unknown-call'));
    expect(await answer(app, 'prefs.get', { key: '../' })).toMatchObject(
      refused('api.invalid-input'),
    );
    expect(await app.standIn!.callFromFrame('shell.info', {})).toMatchObject(
      refused('api.foreign-sender'),
    );
    const reach = '[typeof require, typeof process, typeof toProgram, typeof fromProgram].join()';
    expect(await app.page.evaluate(reach)).toBe('undefined,undefined,undefined,undefined');
    expect(app.complaints).toEqual([]);
  },
);

test(
  'the page goes nowhere else, opens nothing and runs nothing of another origin',
  ALWAYS,
  async ({ shared: app }) => {
    const { page } = app;
    const noted = (words: string): Promise<unknown> =>
      expect.poll(() => app.standIn!.program('noted')).toContain(words);
    const here = page.url();
    for (const away of [ELSEWHERE, 'app://thrive/another/page']) {
      await page.evaluate(`location.href = ${JSON.stringify(forChromium(away))}`);
      await noted(`not gone to ${away}`);
    }
    const popup = page.waitForEvent('popup');
    await page.evaluate(`void open(${JSON.stringify(ELSEWHERE)})`);
    await popup;
    await noted(`window not opened on ${ELSEWHERE}`);
    expect(page.url()).toBe(here);
    expect(app.complaints).toEqual([]);

    for (const breach of [
      `fetch(${JSON.stringify(ELSEWHERE)}).catch(() => undefined)`,
      `document.head.append(Object.assign(document.createElement('style'), { textContent: 'a{}' }))`,
      `document.head.append(Object.assign(document.createElement('script'), { textContent: 'a()' }))`,
    ])
      await page.evaluate(`void ${breach}`);
    const policy = /connect-src|style-src|script-src/;
    await expect
      .poll(() => app.complaints.flatMap((words) => policy.exec(words) ?? []))
      .toEqual(['connect-src', 'style-src', 'script-src']);
  },
);
