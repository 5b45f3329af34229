import { CHECKS } from '../contract/checks.ts';
import type { Settings } from '../contract/settings.ts';
import { checkStatements } from './check-sql.ts';
import type { Dialect, Statement } from './dialects/dialect.ts';
import { askedDay } from '../contract/periods.ts';
import { ledgerStatements } from './ledger-sql.ts';
import { matchStatements } from './match-sql.ts';
import type { WarehouseColumn, WarehousePlan } from './plan.ts';
import { RESULT_TABLES, resultNames } from './plan.ts';
import { resultStatements } from './result-sql.ts';
import { SCRATCH } from './scratch.ts';

/** The columns of RULES.md section 1 by their own names. */
export const NAMED_COLUMNS: readonly WarehouseColumn[] = (
  [
    'TRANS_ID',
    'TCTYPE',
    'CREATEDAT',
    'EXPIREDAT',
    'CUSTOMERID',
    'ORDERID',
    'AMOUNT',
    'REASON',
  ] as const
).map((field) => ({ name: field, sql: field, field, kind: 'text' }));

/** A plain name or several with dots between, as it may be printed without being quoted. */
export const PLAIN_TABLE = /^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_]*){0,3}$/;

/**
 * The whole reconciliation as a script for an engine that this program does not connect to. `table` and
 * `results` are written as they are; `mapping` says which column of the table stands for which of ours.
 * Throws what {@link matchStatements} does.
 */
export function printedScript(
  dialect: Dialect,
  table: string,
  results: string,
  settings: Pick<
    Settings,
    'policy' | 'onError' | 'asOf' | 'period' | 'calendar' | 'toleranceCents'
  >,
  columns: readonly WarehouseColumn[] = NAMED_COLUMNS,
): string {
  const { policy, onError, toleranceCents } = settings;
  const plan: WarehousePlan = {
    policy,
    source: table,
    columns,
    asOf: askedDay(settings),
    today: null,
    toleranceCents,
    results: resultNames((name) => results + name),
    drafts: resultNames((name) => `${results}draft_${name}`),
  };
  const plain = {
    ...dialect,
    quote: (name: string) => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : dialect.quote(name)),
  };
  const statements: Statement[] = [
    ...dialect.begin.map((sql) => ({ does: '', sql })),
    ...ledgerStatements(plain, plan),
    ...(onError === 'halt'
      ? [
          {
            does: 'Halt if a row has an error: nothing is published (--on-error quarantine continues without it)',
            sql: plain.stopUnlessZero(
              `SELECT COUNT(*) FROM ${plan.drafts.quarantine}`,
              'the source has rows with errors',
            ),
          },
        ]
      : []),
    ...matchStatements(plain, plan),
    ...resultStatements(plain, plan),
    ...checkStatements(plain, plan),
    {
      does: `Fail unless all ${Object.keys(CHECKS).length} checks pass: nothing is published`,
      sql: plain.stopUnlessZero(`SELECT COUNT(*) FROM ${SCRATCH.failures}`, 'a check failed'),
    },
    ...RESULT_TABLES.filter((name) => name !== 'run').map((name) => ({
      does: name === RESULT_TABLES[0] ? 'Replace the earlier results' : '',
      sql: plain.publish(plan.drafts[name], plan.results[name]),
    })),
    ...dialect.end.map((sql) => ({ does: '', sql })),
  ];
  return `${heading(dialect, plan)}\n\n${statements
    .map(({ does, sql }) => `${does === '' ? '' : `-- ${does}.\n`}${sql};`)
    .join('\n\n')}\n`;
}

function heading(dialect: Dialect, { source, policy, columns }: WarehousePlan): string {
  return [
    `Thrive Cash Reconciler: ${source} by the policy ${policy}, for ${dialect.title}`,
    '',
    dialect.tested
      ? 'This dialect is tested: its results are compared with the program’s own.'
      : 'GENERATED AND NOT TESTED: written from the documentation of this engine. Try it on a copy,\nand compare its results with those of the program, before you rely on it.',
    '',
    `Required columns of the table: ${columns.map(({ sql }) => sql).join(', ')}.`,
    'Scratch tables are called tcr_…, drafts of results …draft_….',
    '',
    'How the tables are laid out, and why:',
    ...dialect.layout,
  ]
    .flatMap((line) => line.split('\n'))
    .map((line) => `-- ${line}`.trimEnd())
    .join('\n');
}
