import type { EntryLine, JournalEntry } from '../../contract/close/journal.ts';
import { csvFile, dimensionOf, otherDimensions, sideText, slashedDate } from './layout.ts';
import type { JournalLayout } from './layout.ts';

/** So many lines may one document have. */
const MOST_LINES = 999;
/** How long the texts of a document's header and of its lines may be. */
const MOST_HEADER_LETTERS = 25;
const MOST_LINE_LETTERS = 50;
/** A posting in the general ledger. */
const DOCUMENT_TYPE = 'SA';

const HEADER = [
  ['BUKRS', 'Company Code'],
  ['BLART', 'Journal Entry Type'],
  ['BLDAT', 'Journal Entry Date'],
  ['BUDAT', 'Posting Date'],
  ['XBLNR', 'Reference'],
  ['BKTXT', 'Document Header Text'],
  ['WAERS', 'Transaction Currency'],
] as const;
const LINE = [
  ['BUKRS', 'Company Code'],
  ['HKONT', 'G/L Account'],
  ['SGTXT', 'Item Text'],
  ['WRSOL', 'Debit'],
  ['WRHAB', 'Credit'],
  ['KOSTL', 'Cost Center'],
  ['PRCTR', 'Profit Center'],
  ['ZUONR', 'Assignment'],
] as const;
const SEGMENTS = ['COST_CENTER', 'PROFIT_CENTER', 'ASSIGNMENT'] as const;

/**
 * The template of the app *Upload General Journal Entries* of SAP S/4HANA (app F2548 of SAP's Fiori apps library): for
 * each document a block with its header and one with its lines, each under a row of technical names of fields and a
 * row of their labels, numbered by a batch. Names of fields as in SAP's tables BKPF and BSEG. Templates of releases
 * differ in what else they have, and fields are told by their technical names.
 */
export const sap = {
  files(entries, name) {
    const tooLong = entries.filter(({ lines }) => lines.length > MOST_LINES).map(({ id }) => id);
    if (tooLong.length > 0) return { fits: false, tooLong, mostLines: MOST_LINES };
    const rows = entries.flatMap((entry, i) => documentRows(entry, i + 1));
    const file = csvFile(`${name}-sap`, entries, rows);
    return { fits: true, files: [file], leftOut: otherDimensions(entries, SEGMENTS) };
  },
} as const satisfies JournalLayout;

function documentRows(entry: JournalEntry, batch: number): readonly (readonly string[])[] {
  return [
    ['Batch ID', String(batch)],
    ['Header', ...HEADER.map(([field]) => field)],
    ['', ...HEADER.map(([, label]) => label)],
    [
      '',
      entry.company,
      DOCUMENT_TYPE,
      slashedDate(entry.date, 'mdy'),
      slashedDate(entry.date, 'mdy'),
      entry.id.slice(0, 16),
      entry.memo.slice(0, MOST_HEADER_LETTERS),
      entry.currency,
    ],
    ['Line Items', ...LINE.map(([field]) => field)],
    ['', ...LINE.map(([, label]) => label)],
    ...entry.lines.map((line) => ['', ...lineCells(entry, line)]),
  ];
}

function lineCells({ company }: JournalEntry, line: EntryLine): readonly string[] {
  return [
    company,
    line.account,
    line.memo.slice(0, MOST_LINE_LETTERS),
    sideText(line.debit),
    sideText(line.credit),
    ...SEGMENTS.map((segment) => dimensionOf(line, segment)),
  ];
}
