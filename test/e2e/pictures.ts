import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { RunView } from '../../core/contract/api/runs.ts';
import { SESSION_KEY_HEADER } from '../../core/contract/api/shell.ts';
import { EXAMPLE_CHART } from '../../core/contract/close/charts/example-chart.ts';
import { startLoopback } from '../../main/loopback/server.ts';
import { browserPath } from '../../main/setup/browser.ts';
import { programs } from './app/programs.ts';

/** `npm run pictures`: every screen, light and dark, as renderer/README.md shows them. */
const root = join(import.meta.dirname, '..', '..');
const samples = join(root, 'assets', 'sample');
const target = join(root, 'assets', 'screens');
const dataDir = mkdtempSync(join(tmpdir(), 'thrive-pictures-'));
mkdirSync(target, { recursive: true });

const sample = join(samples, 'tc_raw_data.xlsx');
const messy = join(samples, 'messy.xlsx');
const PERIOD = '2026-07';
const commands = programs();
const whole = await commands.reconciled(sample, dataDir, '--policy', 'whole-lot', '--no-xlsx');
const exact = await commands.reconciled(sample, dataDir, '--policy', 'exact', '--no-xlsx');
const halted = await commands.reconciled(messy, dataDir, '--no-xlsx');
const closed = await commands.reconciled(
  ...[sample, dataDir, '--period', PERIOD, '--policy', 'exact', '--no-xlsx'],
);
const run = await commands.reconciled(sample, dataDir);
commands.end();

const cell = '.ag-row[row-index="6"] [col-id="TRANS_ID"]';
const screens: readonly [name: string, route: string, prepare?: (page: Page) => Promise<void>][] = [
  ['walk/start', '/'],
  [
    'walk/download',
    '/',
    async (page) => {
      await page.getByRole('button', { name: 'Sample workbook' }).click();
      await page.getByText('7781403').first().waitFor();
    },
  ],
  ['program/sources', '/sources'],
  ['program/source', '/sources/new', typeSource],
  ['walk/validate', `/run/${halted}/step/validate`],
  ['walk/match', `/run/${run}/step/match`],
  ['walk/verify', `/run/${run}/step/verify`],
  ['walk/report', `/run/${run}/step/report`],
  ['run/grid', `/run/${run}/grid`, (page) => page.locator(cell).click()],
  ['run/customer', `/run/${exact}/customer/16179597`],
  ['run/exceptions', `/run/${run}/exceptions`],
  ['close/tie-out', `/run/${closed}/close/tie-out`],
  ['close/entries', `/run/${closed}/close/entries`],
  ['close/breakage', `/run/${closed}/close/breakage`],
  ['close/flux', `/run/${closed}/close/flux`],
  ['close/sign-off', `/run/${closed}/close/sign-off`],
  ['run/audit', `/run/${run}/audit`],
  ['program/history', '/history'],
  ['run/compare', `/compare/${whole}/${exact}`],
  ['program/dashboard', '/dashboard'],
  ['program/log', '/audit'],
  ['program/settings', '/settings'],
];

/** The places that pictures show, instead of those on the machine that takes them. */
const NEUTRAL_PLACES = `(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    text.nodeValue = text.nodeValue
      .replaceAll(${JSON.stringify(samples)}, '/finance/samples')
      .replaceAll(${JSON.stringify(dataDir)}, '/finance/thrive');
})()`;

/** Sources as an analyst has them; their places are not asked. */
const SOURCES = [
  {
    id: null,
    name: 'Month end',
    place: 's3://finance-exports/month-end/{yyyy}-{MM}/tc_raw_data*.xlsx',
    s3: { region: 'eu-west-1' },
    waitMinutes: 120,
    secret: { keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not/a+secret' } },
  },
  { id: null, name: 'Training', place: messy, settings: { onError: 'quarantine' } },
];

async function typeSource(page: Page): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Month end, North');
  await page
    .getByLabel('Location', { exact: true })
    .fill('s3://finance-exports/north/{yyyy}-{MM}/tc_raw_data*.xlsx');
  await page.getByLabel('Region').fill('eu-west-1');
  await page.getByLabel('Keys saved here').check();
}

/** As the interface does it. */
async function call(page: Page, name: string, input: object): Promise<unknown> {
  const key = await page.evaluate<string>("localStorage.getItem('thrive-session-key')");
  const reply = await page.request.post(new URL(`/api/${name}`, page.url()).href, {
    data: input,
    headers: { [SESSION_KEY_HEADER]: key },
  });
  if (!reply.ok()) throw new Error(`${reply.status()} ${await reply.text()}`);
  return ((await reply.json()) as { value: unknown }).value;
}

/** Sets up the close of a month, which one timing item ties out. */
async function enterClose(page: Page): Promise<void> {
  const { run: of } = (await call(page, 'runs.get', { runId: closed })) as RunView;
  const account = EXAMPLE_CHART.lines[0]!.credit;
  const place = { account, currency: '', company: '' };
  const people = [
    { name: 'Ann Archer', roles: ['preparer'] },
    { name: 'Bo Berg', roles: ['reviewer'] },
  ];
  const item = {
    ...place,
    ...{ id: 'a', kind: 'timing', cents: 1250, reference: 'JE-1042' },
    explanation: 'Refund of 31 July, posted by the store on 1 August',
    ...{ openedOn: '2026-07-31', expectedBy: '2026-08-05', clearedOn: null },
    ...{ exception: null, attachment: null },
  };
  await call(page, 'close.enter', {
    ...{ sourceId: of.sourceId, period: PERIOD, by: 'Ann Archer' },
    entries: [
      {
        is: 'terms',
        terms: { accounts: [{ account, thresholdCents: 0 }], breakage: {}, people },
      },
      { is: 'chart', chart: EXAMPLE_CHART },
      { is: 'balances', balances: [{ ...place, cents: 481_113 }], file: null },
      { is: 'item', item },
    ],
  });
}

const host = await startLoopback({ dataDir });
const browser = await chromium.launch({
  executablePath: browserPath() ?? chromium.executablePath(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
for (const theme of ['light', 'dark'] as const) {
  const page = await browser.newPage({
    viewport: { width: 1200, height: 750 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  await page.goto(host.openingUrl());
  if (theme === 'light') {
    for (const source of SOURCES) await call(page, 'sources.save', source);
    await enterClose(page);
    await page.reload();
  }
  for (const [name, route, prepare] of screens) {
    await page.evaluate(`location.hash = ${JSON.stringify(`#${route}`)}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await prepare?.(page);
    // Nothing is pointed at, and nothing is still being looked up.
    await page.mouse.move(0, 0);
    const loading = page.getByRole('status').filter({ hasText: '…' });
    while ((await loading.count()) > 0) await loading.first().waitFor({ state: 'hidden' });
    // Charts measure their place and pages of rows arrive: a picture may take its time.
    await setTimeout(1500);
    await page.evaluate(NEUTRAL_PLACES);
    await page.screenshot({
      path: join(target, `${name}-${theme}.jpg`),
      type: 'jpeg',
      quality: 70,
    });
    if (name === 'walk/download')
      await page.getByRole('button', { name: 'Choose another' }).click();
  }
}
await browser.close();
await host.stop();
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
