import { settingsWords } from '../../contract/setting-words/settings-words.ts';
import type { SettingFormat } from '../../contract/setting-words/settings-words.ts';
import type { OutputFile } from '../../disk/publish.ts';
import { decimalText } from '../../ledger/money.ts';
import { counted } from '../../counted.ts';
import { count, text } from '../drawn/cells.ts';
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
  draw: (report) => {
    const { place, source, softwareVersion, checks, settings } = report;
    const files = report.afterwards?.files ?? report.written;
    const line = (label: string, cell: Cell): DrawnRow => ({
      look: 'plain',
      cells: [text(label), cell],
    });
    const rows: DrawnRow[] = [
      ...titleRows(TITLE, SHOWS),
      BLANK_ROW,
      line('Source file', text(place.name)),
      line('Bytes', count(place.bytes)),
      line('SHA-256', text(place.sha256)),
      line('Fingerprint of the run', text(runMark(report))),
      line('Checksum of the matched rows', text(String(checks[0]?.numbers['checksum'] ?? ''))),
      line('Texts changed for Excel', text(mendedWords(report.mended))),
      line('Software', text(`Thrive Cash Reconciler ${softwareVersion}`)),
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
    return { rows, frozen: 1, page: { titleRows: 1 } };
  },
});

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
  { name: 'Value', is: 'text', cell: ({ value }) => text(value) },
];

const FILE_COLUMNS: readonly DrawnColumn<OutputFile>[] = [
  { name: 'File', is: 'text', cell: ({ name }) => text(name) },
  { name: 'SHA-256', is: 'text', cell: ({ sha256 }) => text(sha256) },
  { name: 'Rows', is: 'count', cell: ({ rows }) => (rows === null ? null : count(rows)) },
  { name: 'Bytes', is: 'count', cell: ({ bytes }) => count(bytes) },
];
