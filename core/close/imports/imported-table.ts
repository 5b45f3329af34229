import type { ImportedAs } from '../../contract/close/given-files.ts';
import { unreadable } from '../../contract/problem.ts';
import { amountEvidence } from '../../formats/column-evidence.ts';
import { centsOfAmount } from '../../formats/decimal-mark.ts';
import type { DecimalMark } from '../../formats/decimal-mark.ts';
import { createIdPool, idText } from '../../ledger/ids.ts';
import { centsOfNumber } from '../../ledger/money.ts';
import { headerRowBy, headersOf } from '../../source/header-row.ts';
import { mapColumns } from '../../source/headers.ts';
import type { ColumnMap } from '../../source/headers.ts';
import { cellText, idOfCell } from '../../source/reading/cells.ts';
import { NUMBER, ROUNDED_NUMBER } from '../../source/reading/raw-rows.ts';
import type { OpenSource, RawRow, ReadOptions } from '../../source/reading/raw-rows.ts';

/** What a table that is imported beside the ledger has in it. */
export interface TableForm<Text extends string, Amount extends string> {
  /** What it is, in a sentence: `the trial balance`. */
  readonly name: string;
  /** What its columns go by, as `normalHeader` leaves it. */
  readonly aliases: Readonly<Record<string, Text | Amount>>;
  /** The columns of amounts; all others are texts and ids. */
  readonly amounts: readonly Amount[];
  /** Sets of columns of which one has to be there whole, the best first. */
  readonly needed: readonly (readonly (Text | Amount)[])[];
}

/** A row as it was read: texts without blanks around them, empty for a blank; amounts in cents, null for a blank. */
export type ImportedRow<Text extends string, Amount extends string> = {
  readonly row: number;
} & Readonly<Record<Text, string>> &
  Readonly<Record<Amount, number | null>>;

/**
 * The rows of a table in an open file, .csv or .xlsx, whose header is found and mapped as that of a ledger is
 * (RULES.md sections 1 and 8). Throws a Problem where a column is missing or stands twice, where an amount cannot
 * be read, and where its decimal mark is anyone's guess; and as the reader does.
 */
export async function importTable<Text extends string, Amount extends string>(
  source: OpenSource,
  form: TableForm<Text, Amount>,
  asked: ImportedAs = {},
  options: Pick<ReadOptions, 'signal'> = {},
): Promise<readonly ImportedRow<Text, Amount>[]> {
  const { sheet, headerRow } = await sheetOfTable(source, form, asked, options);
  let map: ColumnMap<Text | Amount> | null = null;
  const evidence = amountEvidence();
  const cells: {
    row: number;
    texts: Map<string, string>;
    amounts: Map<string, string | number>;
  }[] = [];
  const pool = createIdPool();
  const take = (raw: RawRow): void => {
    if (raw.rowNumber < headerRow) return;
    if (map === null) {
      map = soundMap(mapColumns(headersOf(raw), form.aliases, asked.mapping ?? {}), form);
      return;
    }
    const texts = new Map<string, string>();
    const amounts = new Map<string, string | number>();
    map.fields.forEach((field, c) => {
      if (field === null || field === 'extra') return;
      if (!(form.amounts as readonly string[]).includes(field)) {
        const id = idOfCell(raw, c, pool);
        texts.set(field, id === undefined ? cellText(raw, c).trim() : idText(pool.texts, id));
        return;
      }
      const isNumber = raw.kind[c] === NUMBER || raw.kind[c] === ROUNDED_NUMBER;
      const amount = c < raw.width && isNumber ? raw.number[c]! : cellText(raw, c).trim();
      if (amount === '') return;
      amounts.set(field, amount);
      if (typeof amount === 'string') evidence.text(raw.rowNumber, amount);
    });
    cells.push({ row: raw.rowNumber, texts, amounts });
  };
  await source.readSheet(sheet, take, { ...options, headerRow });
  const mark = asked.decimals ?? markOf(evidence.verdict(), form.name);
  const fields = [...new Set(Object.values<Text | Amount>(form.aliases))];
  return cells.map(({ row, texts, amounts }) => {
    const read = fields.map((field): [string, string | number | null] => {
      if (!(form.amounts as readonly string[]).includes(field))
        return [field, texts.get(field) ?? ''];
      const amount = amounts.get(field);
      return [field, amount === undefined ? null : centsIn(amount, mark, row, field)];
    });
    return { row, ...Object.fromEntries(read) } as ImportedRow<Text, Amount>;
  });
}

/** The sheet, and the row of its header: of those that lack the fewest columns, the first. */
export async function sheetOfTable<Text extends string, Amount extends string>(
  source: OpenSource,
  form: TableForm<Text, Amount>,
  { sheet, mapping = {} }: ImportedAs,
  options: Pick<ReadOptions, 'signal'>,
): Promise<{ readonly sheet: string; readonly headerRow: number }> {
  if (sheet !== undefined && source.format === 'xlsx' && !source.sheetNames.includes(sheet))
    throw unreadable(
      'close.import-sheet',
      `The workbook has no sheet ${sheet}.`,
      'Choose one of the sheets in the workbook.',
    );
  const names = sheet === undefined || source.format !== 'xlsx' ? source.sheetNames : [sheet];
  let best: { sheet: string; headerRow: number; lacking: number } | null = null;
  for (const name of names) {
    const lackingOf = (headers: readonly string[]): number =>
      missingColumns(mapColumns(headers, form.aliases, mapping), form).length;
    const found = await headerRowBy(source, name, lackingOf, options);
    if (found !== null && (best === null || found.lacking < best.lacking))
      best = { sheet: name, headerRow: found.row, lacking: found.lacking };
  }
  if (best === null)
    throw unreadable(
      'close.import-empty',
      `The file with ${form.name} has no rows.`,
      'Export it again and check that it is complete.',
    );
  return best;
}

/** What of the columns that are needed a header does not name: of the set of which the fewest are missing. */
export function missingColumns<Text extends string, Amount extends string>(
  { fields }: ColumnMap<Text | Amount>,
  { needed }: TableForm<Text, Amount>,
): readonly (Text | Amount)[] {
  const missing = needed.map((set) => set.filter((field) => !fields.includes(field)));
  return missing.reduce((best, set) => (set.length < best.length ? set : best));
}

function soundMap<Text extends string, Amount extends string>(
  map: ColumnMap<Text | Amount>,
  form: TableForm<Text, Amount>,
): ColumnMap<Text | Amount> {
  const missing = missingColumns(map, form);
  if (missing.length > 0)
    throw unreadable(
      'close.import-column',
      `In ${form.name}, no column is ${missing.join(' or ')}.`,
      'Rename a header, or map one to it.',
      { headers: map.headers.join(', ') },
    );
  const [twice] = map.duplicated;
  if (twice)
    throw unreadable(
      'close.import-column-twice',
      `In ${form.name}, ${twice.headers.join(' and ')} are both ${twice.field}.`,
      'Rename or delete one of the two columns.',
    );
  return map;
}

function markOf(
  verdict: ReturnType<ReturnType<typeof amountEvidence>['verdict']>,
  name: string,
): DecimalMark {
  if (verdict.is === 'plain') return 'point';
  if (verdict.is === 'chosen') return verdict.format;
  throw unreadable(
    'close.import-decimals',
    `The amounts of ${name} can be read with a decimal comma or a decimal point, such as ${verdict.witness.text} in row ${verdict.witness.row}.`,
    'Choose how decimals are written, and import it again.',
  );
}

function centsIn(amount: string | number, mark: DecimalMark, row: number, field: string): number {
  const read = typeof amount === 'number' ? centsOfNumber(amount) : centsOfAmount(amount, mark);
  if ('cents' in read) return read.cents;
  throw unreadable(
    'close.import-amount',
    `In row ${row}, ${field} cannot be read: ${amount}.`,
    'Correct the amount in the file, and import it again.',
  );
}
