import { columnLetters } from '../encode/sheet-rows.ts';
import { heldText } from '../encode/held-text.ts';

/** A table of a workbook: a header, the rows below it, and a name to speak of them. */
export interface SheetTable {
  /** Its number, of which no other table has the same. */
  readonly id: number;
  readonly name: string;
  /** As the cells of the header have them. */
  readonly columns: readonly string[];
  readonly lastRow: number;
}

/** The file of a table in the package. */
export function tableFile({ id }: SheetTable): string {
  return `table${id}.xml`;
}

/** A table's part of the package (ECMA-376, part 1, 18.5.1): banded, with a filter. */
export function tablePart({ id, name, columns, lastRow }: SheetTable): string {
  const ref = `A1:${columnLetters(columns.length - 1)}${lastRow}`;
  const heads = columns.map(
    (column, c) => `<tableColumn id="${c + 1}" name="${attribute(heldText(column))}"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    `<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="${id}"`,
    ` name="${name}" displayName="${name}" ref="${ref}" totalsRowShown="0">`,
    `<autoFilter ref="${ref}"/>`,
    `<tableColumns count="${columns.length}">${heads.join('')}</tableColumns>`,
    '<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/>',
    '</table>',
  ].join('');
}

/** The name of the table of a sheet: letters, digits and underscores. */
export function tableName(sheet: string): string {
  return sheet.replaceAll(/[^\p{L}\p{N}]/gu, '_').replace(/^(?=\p{N})/u, '_');
}

/** Characters that Excel takes in the name of a table's column. */
const MOST_LETTERS = 255;

/**
 * Names of columns as the headers of a table may be: Excel repairs a workbook where two are alike, or where a
 * header has more than 255 characters. What no cell can hold, and line ends, are blanks there.
 */
export function tableHeaders(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, c) => {
    const plain = withoutUnheld(name).trim();
    // Room for a number.
    let header = heldWithin(plain === '' ? `Column ${c + 1}` : plain, MOST_LETTERS - 8);
    const first = header;
    for (let n = 2; taken.has(header.toUpperCase()); n++) header = `${first} ${n}`;
    taken.add(header.toUpperCase());
    return header;
  });
}

/** Line ends, and what no cell can hold: control characters, halves of pairs, and what XML leaves out. */
const UNHELD = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

function withoutUnheld(name: string): string {
  return name.replaceAll(UNHELD, ' ');
}

/** As much of a text as takes so many characters when it is written. */
function heldWithin(text: string, most: number): string {
  let held = [...text.slice(0, most + 1)];
  while (heldText(held.join('')).length > most) held = held.slice(0, -1);
  return withoutUnheld(held.join(''));
}

const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml';
const RELATIONSHIP = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/table';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
/** Its own name among the relationships of a sheet. */
const TABLE_ID = 'rIdRows';

/** A sheet's part, with its table. */
export function withTable(sheet: string): string {
  const end = sheet.includes('<extLst') ? '<extLst' : '</worksheet>';
  return sheet.replace(
    end,
    `<tableParts count="1"><tablePart r:id="${TABLE_ID}"/></tableParts>${end}`,
  );
}

/** The relationships of a sheet, with its table; `before` are those that it has already. */
export function withTableRelationship(before: string | undefined, table: SheetTable): string {
  const one = `<Relationship Id="${TABLE_ID}" Type="${RELATIONSHIP}" Target="../tables/${tableFile(table)}"/>`;
  return before === undefined
    ? `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="${RELATIONSHIPS}">${one}</Relationships>`
    : before.replace('</Relationships>', `${one}</Relationships>`);
}

/** The package's list of what its parts are, with tables. */
export function withTableTypes(types: string, tables: readonly SheetTable[]): string {
  const added = tables.map(
    (table) =>
      `<Override PartName="/xl/tables/${tableFile(table)}" ContentType="${CONTENT_TYPE}"/>`,
  );
  return types.replace('</Types>', `${added.join('')}</Types>`);
}

function attribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
