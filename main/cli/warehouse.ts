import { Problem } from '../../core/contract/problem.ts';
import { DIALECTS } from '../../core/warehouse/dialects/dialects.ts';
import type { WarehouseColumn } from '../../core/warehouse/plan.ts';
import { NAMED_COLUMNS, PLAIN_TABLE, printedScript } from '../../core/warehouse/script.ts';
import { mapHeaders } from '../../core/source/headers.ts';
import { reconcileWarehouse } from '../warehouse/reconcile-warehouse.ts';
import type { WarehouseCommand } from './arguments/command.ts';
import { quietly } from './console.ts';
import type { Console } from './console.ts';
import { progressBar } from './progress-bar.ts';
import { runJson } from './run-json.ts';
import { summaryText } from './summary.ts';
import { busyNotice } from './wait-notice.ts';

/** Reconciles a table in a warehouse, or prints the SQL for it; answers the exit code. */
export async function warehouse(command: WarehouseCommand, console: Console): Promise<number> {
  const { json, quiet, printSql, url } = command;
  if (printSql !== null) {
    console.say(scriptOf(command));
    return 0;
  }
  const { note, screen, signal } = quiet ? quietly(console) : console;
  const bar = progressBar(screen, Date.now);
  const outcome = await reconcileWarehouse({
    url: url!,
    table: command.table,
    results: command.results,
    settings: command.settings,
    force: command.force,
    dataDir: command.dataDir,
    now: () => new Date(),
    signal: signal(),
    onProgress: bar.show,
    onWait: (holder) => note(busyNotice(holder)),
  }).finally(() => bar.clear());
  const { detail, tables, alreadyReconciled, problem } = outcome;
  if (json)
    console.say(`${JSON.stringify({ ...runJson(detail, [], alreadyReconciled), tables })}\n`);
  else if (!quiet) {
    if (alreadyReconciled)
      console.say(
        'Already reconciled: the same table with the same settings. This is that run.\n\n',
      );
    console.say(summaryText(detail, []));
    if (tables.length > 0)
      console.say(`\nResult tables\n${tables.map((name) => `  ${name}\n`).join('')}`);
  }
  if (problem && (json || quiet)) console.complain(problem);
  return problem ? console.exitCode(problem) : 0;
}

function scriptOf({ printSql, table, results, settings }: WarehouseCommand): string {
  for (const [option, name] of [
    ['--table', table],
    ['--results', results],
  ] as const)
    if (name !== undefined && !PLAIN_TABLE.test(name))
      throw new Problem({
        kind: 'usage',
        code: 'usage.invalid',
        message: `${option} ${name} cannot be printed as it is.`,
        hint: 'Name it in letters, digits and underscores, with dots between, and quote it in the script where it has to be.',
      });
  const prefix =
    results === undefined
      ? `${table}_`
      : results.includes('.')
        ? results
        : `${results}.${table.split('.').at(-1)!}_`;
  return printedScript(DIALECTS[printSql!], table, prefix, settings, columnsOf(settings.mapping));
}

/** The named columns, those that are mapped under the name that the table has for them. */
function columnsOf(mapping: Readonly<Record<string, string>>): readonly WarehouseColumn[] {
  const mapped = Object.keys(mapping).map((name) => {
    const field = mapHeaders([name], mapping).fields[0]!;
    if (field === null || field === 'extra' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      throw new Problem({
        kind: 'usage',
        code: 'usage.invalid',
        message: `--map "${name}=${mapping[name]!}" cannot be printed.`,
        hint: 'Write the name of a column in letters, digits and underscores, and one of TRANS_ID, TCTYPE, CREATEDAT, EXPIREDAT, CUSTOMERID, ORDERID, AMOUNT, REASON, CURRENCY.',
      });
    return { name, sql: name, field, kind: 'text' } satisfies WarehouseColumn;
  });
  return [
    ...NAMED_COLUMNS.map((column) => mapped.find(({ field }) => field === column.field) ?? column),
    ...mapped.filter(({ field }) => field === 'CURRENCY'),
  ];
}
