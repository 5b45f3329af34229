import process from 'node:process';
import type { ApiHandlers } from '../../core/contract/api/api.ts';
import { gridViewSchema } from '../../core/contract/api/grid.ts';
import type { GridPage, GridViewInput } from '../../core/contract/api/grid.ts';
import { loopbackHost } from '../../main/loopback/host.ts';
import { createApplication } from '../../main/program/application.ts';

/**
 * What a person does in the grid of a run, several times over, each time in a program that knows
 * nothing of the run yet: prints JSON. `DATA_DIR TIMES`. The files lie in the system's cache after
 * the first time; the median is of all times.
 */
const [dataDir, times] = process.argv.slice(2) as [string, string];
const PAGE = 100;

export interface GridTimes {
  readonly rows: number;
  readonly peakMiB: number;
  readonly actions: readonly {
    readonly what: string;
    /** Whether it is a page that has to come at once. */
    readonly page: boolean;
    readonly medianMs: number;
    readonly worstMs: number;
  }[];
}

const taken = new Map<string, { page: boolean; ms: number[] }>();
let rows = 0;
for (let time = 0; time < Number(times); time++) await look();
const result: GridTimes = {
  rows,
  peakMiB: process.resourceUsage().maxRSS >> 10,
  actions: [...taken].map(([what, { page, ms }]) => {
    const sorted = ms.toSorted((a, b) => a - b);
    return { what, page, medianMs: sorted[sorted.length >> 1]!, worstMs: sorted.at(-1)! };
  }),
};
process.stdout.write(JSON.stringify(result));

async function look(): Promise<void> {
  const app = createApplication({
    dataDir,
    host: loopbackHost({ allowedFolders: [], offerDownload: () => '', quit: () => undefined }),
  });
  try {
    const { items } = await app.handlers['runs.list']({ limit: 1, offset: 0 });
    await actions(app.handlers, items[0]!.id);
  } finally {
    await app.close();
  }
}

async function actions(handlers: ApiHandlers, runId: string): Promise<void> {
  const view = (input: GridViewInput) => gridViewSchema.parse(input);
  const page = (input: GridViewInput, offset: number): Promise<GridPage> =>
    Promise.resolve(handlers['grid.page']({ runId, view: view(input), offset, limit: PAGE }));
  const sum = (input: GridViewInput) => handlers['grid.totals']({ runId, view: view(input) });

  const facts = await clock('open the run and its first page', true, async () => {
    const opened = await handlers['grid.open']({ runId });
    await page({}, 0);
    return opened;
  });
  rows = facts.rows;
  const [middle, last] = [rows >> 1, rows - PAGE];
  await clock('the first page again', true, () => page({}, 0));
  await clock('jump to the last row', true, () => page({}, last));
  const found = await clock('a page in the middle', true, () => page({}, middle));

  const id = facts.columns.findIndex(({ field }) => field === 'TRANS_ID');
  const customerAt = facts.columns.findIndex(({ field }) => field === 'CUSTOMERID');
  const customer = String(found.rows[0]!.cells[customerAt]);
  const byAmount: GridViewInput = { sort: [{ column: 'AMOUNT', descending: true }] };
  await clock('sorted by AMOUNT: first page', true, () => page(byAmount, 0));
  await clock('sorted by AMOUNT: last page', true, () => page(byAmount, last));
  await clock('sorted by AMOUNT: middle page at once', true, () => page(byAmount, middle));
  await clock('sorted by AMOUNT: another page then', true, () => page(byAmount, middle >> 1));
  await clock('sorted by AMOUNT: where a row stands', false, () =>
    handlers['grid.find']({ runId, view: view(byAmount), id: String(found.rows[0]!.cells[id]) }),
  );
  await clock('one customer: first page', true, () => page({ customer }, 0));
  await clock('exceptions: first page', true, () => page({ quick: 'exceptions' }, 0));
  await clock('one TRANS_ID searched', true, () =>
    page({ search: String(found.rows[0]!.cells[id]) }, 0),
  );
  await clock('one month: first page', true, () => page({ period: facts.periods[1] ?? null }, 0));
  const worded: GridViewInput = {
    filters: [{ column: 'REASON', op: 'contains', value: 'damag' }],
    sort: [
      { column: 'REASON', descending: false },
      { column: 'CREATEDAT', descending: true },
    ],
  };
  const { total } = await clock('a part of REASON, by two columns: first page', true, () =>
    page(worded, 0),
  );
  await clock('a part of REASON, by two columns: middle page', true, () =>
    page(worded, total >> 1),
  );
  await clock('totals of all rows', false, () => sum({}));
  await clock('totals of the exceptions', false, () => sum({ quick: 'exceptions' }));
  await clock('a customer by the first digits', false, () =>
    handlers['customers.search']({ runId, text: customer.slice(0, 4), limit: 20 }),
  );
  await clock("a customer's lot trail", false, () =>
    handlers['customers.trail']({ runId, customer }),
  );
}

async function clock<T>(what: string, page: boolean, action: () => T | Promise<T>): Promise<T> {
  const from = performance.now();
  const value = await action();
  const known = taken.get(what) ?? { page, ms: [] };
  known.ms.push(performance.now() - from);
  taken.set(what, known);
  return value;
}
