import { counted } from '../../counted.ts';
import { eachText } from '../columns/of-items.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import type { Report } from '../outputs/output.ts';
import { listSheet } from './sheet.ts';

/** Lineage: what the workbook was made from, how, and the checksums of the files beside it. */
export const lineage = listSheet({
  title: 'Lineage',
  items: linesOf,
  columns: (): ItemColumns<Line> => [
    eachText('Item', ([item]) => item, 32),
    eachText('Value', ([, value]) => value, 90),
  ],
});

type Line = readonly [of: string, value: string];

function linesOf(report: Report): readonly Line[] {
  const { place, source, settings, softwareVersion, checks, written } = report;
  return [
    ['Source file', place.name],
    ['Source SHA-256', place.sha256],
    ['Source bytes', String(place.bytes)],
    ...source.sheets.map(({ sheet, rows }) => [`Sheet ${sheet}`, counted(rows, 'row')] as const),
    ['Software version', softwareVersion],
    ...Object.entries(settings).map(
      ([name, value]) =>
        [
          `Setting ${name}`,
          typeof value === 'object' ? JSON.stringify(value) : String(value),
        ] as const,
    ),
    ['Output conservation checksum', String(checks[0]?.numbers['checksum'] ?? '')],
    ...written.map(
      ({ name, sha256, rows }) =>
        [
          `File ${name}`,
          `SHA-256 ${sha256}${rows === null ? '' : `, ${counted(rows, 'row')}`}`,
        ] as const,
    ),
  ];
}
