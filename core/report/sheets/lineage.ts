import { settingsWords } from '../../contract/setting-words/settings-words.ts';
import type { SettingFormat } from '../../contract/setting-words/settings-words.ts';
import type { OutputFile } from '../../disk/publish.ts';
import { decimalText } from '../../ledger/money.ts';
import { counted } from '../../counted.ts';
import { count, text, textOver } from '../drawn/cells.ts';
import { addedMended } from '../encode/held-text.ts';
import type { Mended } from '../encode/held-text.ts';
import type { Cell } from '../drawn/cells.ts';
import { BLANK_ROW, drawnList, headingRows, titleRows } from '../drawn/drawn-list.ts';
import type { DrawnRow } from '../drawn/drawn-sheet.ts';
import type { DrawnColumn } from '../drawn/list-rows.ts';
import type { ReadSheet } from '../../accepted/validated-source.ts';
import { runMark } from '../figures/run-mark.ts';
import { shortSheet } from './short-sheet.ts';

const SHOWS = 'What this workbook was made from, and the files published beside it';
const TITLE = 'Lineage';

/** Lineage: what the workbook was made from, how, and the checksums of the files beside it. */
export const lineage = shortSheet({
  title: TITLE,
  shows: SHOWS,
  draw: (report, workbook) => {
    const mended = addedMended([report.mended, ...workbook.mended]);
    const { place, source, softwareVersion, checks, settings } = report;
    const files = report.afterwards?.files ?? report.written;
    const line = (label: string, cell: Cell): DrawnRow => ({
      look: 'plain',
      cells: [text(label), cell],
    });
    const rows: DrawnRow[] = [
      ...titleRows(TITLE, SHOWS),
      BLANK_ROW,
      line('Source file', textOver(place.name, WORDS)),
      line('Bytes', count(place.bytes)),
      line('SHA-256', textOver(place.sha256, WORDS)),
      line('Fingerprint of the run', textOver(runMark(report), WORDS)),
      line(
        'Checksum of the matched rows',
        textOver(String(checks[0]?.numbers['checksum'] ?? ''), WORDS),
      ),
      line('Texts changed for Excel', textOver(mendedWords(mended), WORDS)),
      line('Software', textOver(`Thrive Cash Reconciler ${softwareVersion}`, WORDS)),
      ...headingRows('Sheets read'),
    ];
    rows.push(...drawnList({ items: source.sheets, columns: SHEET_COLUMNS }, rows.length + 1));
    rows.push(...headingRows('Settings'));
    rows.push(
      ...drawnList(
        { items: settingsWords(settings, PLAIN), columns: SETTING_COLUMNS },
        rows.length + 1,
      ),
    );
    rows.push(...headingRows('Files published'));
    rows.push(...drawnList({ items: files, columns: FILE_COLUMNS }, rows.length + 1));
    return { rows, frozen: 1, widths: WIDTHS, page: { titleRows: 1 } };
  },
});

/** Words go on over columns as wide as figures are. */
const WORDS = 4;
const WIDTHS = [36, 16, 18, 26, 26, 26];

/** Amounts and days as every file has them. */
const PLAIN: SettingFormat = { amount: decimalText, dayNamed: (day) => day };

/** How many cells of the long lists hold a text otherwise than it is; the CSV files have it as it is. */
function mendedWords({ escaped, cut }: Mended): string {
  const words = [
    [escaped, 'with characters written as codes'],
    [cut, 'cut at 32,767 characters'],
  ] as const;
  const told = words.filter(([cells]) => cells > 0);
  return told.length === 0
    ? 'none'
    : told.map(([cells, what]) => `${counted(cells, 'cell')} ${what}`).join(', ');
}

const SHEET_COLUMNS: readonly DrawnColumn<ReadSheet>[] = [
  { name: 'Sheet', is: 'text', cell: ({ sheet }) => text(sheet) },
  { name: 'Rows', is: 'count', cell: ({ rows }) => count(rows) },
];

const SETTING_COLUMNS: readonly DrawnColumn<{ readonly name: string; readonly value: string }>[] = [
  { name: 'Setting', is: 'text', cell: ({ name }) => text(name) },
  { name: 'Value', is: 'text', over: WORDS, cell: ({ value }) => textOver(value, WORDS) },
];

const FILE_COLUMNS: readonly DrawnColumn<OutputFile>[] = [
  { name: 'File', is: 'text', cell: ({ name }) => text(name) },
  { name: 'Rows', is: 'count', cell: ({ rows }) => (rows === null ? null : count(rows)) },
  { name: 'Bytes', is: 'count', cell: ({ bytes }) => count(bytes) },
  {
    name: 'SHA-256',
    is: 'text',
    over: WORDS - 2,
    cell: ({ sha256 }) => textOver(sha256, WORDS - 2),
  },
];
