import type { ChartLineText } from '../../contract/close/chart.ts';
import type { GroupColumn } from '../../ledger/ledger.ts';
import { csvText } from '../../report/columns/text-bytes.ts';
import type { OpenSource, ReadOptions } from '../../source/reading/raw-rows.ts';
import { importTable } from './imported-table.ts';
import type { TableForm } from './imported-table.ts';

type Column =
  | 'NAME'
  | 'TCTYPE'
  | 'REASON'
  | GroupColumn
  | 'DEBIT'
  | 'CREDIT'
  | 'MEMO'
  | 'DIMENSIONS';

/** The columns of a chart as a table, in their order, each with what stands there of a line. */
const COLUMNS: readonly {
  readonly name: Column;
  readonly text: (line: ChartLineText) => string;
}[] = [
  { name: 'NAME', text: ({ name }) => name },
  { name: 'TCTYPE', text: ({ types }) => types },
  { name: 'REASON', text: ({ reasons }) => reasons },
  { name: 'COMPANY', text: ({ groups }) => groups.COMPANY },
  { name: 'COST_CENTER', text: ({ groups }) => groups.COST_CENTER },
  { name: 'REGION', text: ({ groups }) => groups.REGION },
  { name: 'CUSTOMER_GROUP', text: ({ groups }) => groups.CUSTOMER_GROUP },
  { name: 'DEBIT', text: ({ debit }) => debit },
  { name: 'CREDIT', text: ({ credit }) => credit },
  { name: 'MEMO', text: ({ memo }) => memo },
  { name: 'DIMENSIONS', text: ({ dimensions }) => dimensions },
];

const CHART: TableForm<Column, never> = {
  name: 'the chart of accounts',
  aliases: {
    name: 'NAME',
    line: 'NAME',
    tctype: 'TCTYPE',
    type: 'TCTYPE',
    reason: 'REASON',
    reasons: 'REASON',
    company: 'COMPANY',
    costcenter: 'COST_CENTER',
    costcentre: 'COST_CENTER',
    region: 'REGION',
    customergroup: 'CUSTOMER_GROUP',
    debit: 'DEBIT',
    debitaccount: 'DEBIT',
    credit: 'CREDIT',
    creditaccount: 'CREDIT',
    memo: 'MEMO',
    dimensions: 'DIMENSIONS',
  },
  amounts: [],
  needed: [['TCTYPE', 'DEBIT', 'CREDIT']],
};

/** The lines of a chart as a CSV file that {@link importChart} reads back. */
export function chartCsv(lines: readonly ChartLineText[]): string {
  const rows = [COLUMNS.map(({ name }) => name), ...lines.map(cellsOf)];
  return rows.map((cells) => `${cells.map(csvText).join(',')}\r\n`).join('');
}

function cellsOf(line: ChartLineText): readonly string[] {
  return COLUMNS.map(({ text }) => text(line));
}

/**
 * The lines of a chart in a table, .csv or .xlsx, as a person would type them; what is wrong with them is not judged
 * here. A blank REASON is any, a blank NAME or MEMO the accounts. Throws as {@link importTable} does.
 */
export async function importChart(
  source: OpenSource,
  options?: Pick<ReadOptions, 'signal'>,
): Promise<readonly ChartLineText[]> {
  const rows = await importTable(source, CHART, {}, options);
  return rows
    .filter((row) => COLUMNS.some(({ name }) => row[name] !== ''))
    .map((row): ChartLineText => {
      const accounts = `${row.DEBIT} / ${row.CREDIT}`;
      const name = plain(row.NAME) || accounts;
      return {
        name,
        types: row.TCTYPE.toLowerCase(),
        reasons: plain(row.REASON) || '*',
        groups: {
          COMPANY: plain(row.COMPANY),
          COST_CENTER: plain(row.COST_CENTER),
          REGION: plain(row.REGION),
          CUSTOMER_GROUP: plain(row.CUSTOMER_GROUP),
        },
        debit: plain(row.DEBIT),
        credit: plain(row.CREDIT),
        memo: plain(row.MEMO) || name,
        dimensions: plain(row.DIMENSIONS),
      };
    });
}

/** Without the apostrophe by which a file keeps a text from being run as a formula. */
function plain(text: string): string {
  return text.startsWith("'") && csvText(text.slice(1)) !== text.slice(1) ? text.slice(1) : text;
}
