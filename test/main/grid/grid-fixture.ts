import { join } from 'node:path';
import type { CallInput } from '../../../core/contract/api/api.ts';
import { gridViewSchema } from '../../../core/contract/api/grid.ts';
import type { GridRow, GridView, GridViewInput } from '../../../core/contract/api/grid.ts';
import type { ExceptionRecord } from '../../../core/contract/run.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import type { Settings } from '../../../core/contract/settings.ts';
import { runSource } from '../../../main/run-life/run-source.ts';
import { application } from '../app/application-fixture.ts';

export type Grid = ReturnType<typeof gridOf>;

/** Reconciles a source in this process and returns the run's id. */
export async function reconciled(
  dataDir: string,
  source: string,
  settings: Partial<Settings> = {},
): Promise<string> {
  const { detail, problem } = await runSource({
    source,
    settings: settingsSchema.parse({ xlsx: false, onError: 'quarantine', ...settings }),
    force: false,
    out: undefined,
    workers: 0,
    dataDir,
    now: () => new Date(Date.UTC(2027, 0, 15)),
  });
  if (problem) throw problem;
  return detail.run.id;
}

/** The grid's calls over the runs of a data folder. */
export function gridOf(dataDir: string) {
  const { app, call } = application({ dataDir });
  const view = (input: GridViewInput = {}): GridView => gridViewSchema.parse(input);
  const page = (runId: string, input: GridViewInput, offset: number, limit: number) =>
    call('grid.page', { runId, view: input, offset, limit });

  /** All rows of a view, page by page. */
  async function all(runId: string, input: GridViewInput = {}, limit = 1000): Promise<GridRow[]> {
    const rows: GridRow[] = [];
    for (;;) {
      const next = await page(runId, input, rows.length, limit);
      rows.push(...next.rows);
      if (next.rows.length === 0 || rows.length >= next.total) return rows;
    }
  }

  async function exceptions(
    runId: string,
    query: CallInput<'exceptions.list'>['query'] = {},
  ): Promise<ExceptionRecord[]> {
    const found: ExceptionRecord[] = [];
    for (;;) {
      const { items, count } = await call('exceptions.list', {
        runId,
        query,
        offset: found.length,
        limit: 500,
      });
      found.push(...items);
      if (items.length === 0 || found.length >= count) return found;
    }
  }

  return { app, call, view, page, all, exceptions };
}

/** A published file of a run. */
export function output(dataDir: string, runId: string, name: string): string {
  return join(dataDir, 'runs', runId, 'outputs', name);
}
