import type {
  AmountColumnReading,
  CellReading,
  ColumnReadings,
  DateColumnReading,
  FormatReading,
} from '../../../core/contract/api/sources.ts';
import type { Format } from '../../format/format.ts';
import type { AskedFormats, DateOrder, DecimalMark } from '../../../core/contract/settings.ts';
import {
  DATE_ORDER_SHORT,
  DATE_ORDER_WORDS,
  DECIMAL_MARK_SHORT,
  DECIMAL_MARK_WORDS,
  THOUSANDS_WORDS,
} from '../../../core/contract/setting-words/format-words.ts';

/** A cell as the file has it, and what it is read as in the chosen format; null where it cannot be. */
export interface Example {
  readonly row: number;
  readonly text: string;
  readonly read: string | null;
}

/** A column as the preview shows it: how it is written, and what some of its cells are read as. */
interface FormatLine {
  readonly header: string;
  readonly written: string;
  readonly cells: readonly Example[];
  /** A person has to say it. */
  readonly isUndecided: boolean;
}

/** One way of reading columns that can be read in two, with what their cells would be. */
export interface FormatChoice<Format> {
  readonly format: Format;
  readonly words: string;
  readonly cells: readonly Example[];
}

/** What a person is asked before the run. */
export type FormatQuestion =
  | {
      readonly kind: 'dates';
      /** Why nothing decides, a sentence a column. */
      readonly why: readonly string[];
      readonly choices: readonly FormatChoice<DateOrder>[];
    }
  | {
      readonly kind: 'decimals';
      readonly why: readonly string[];
      readonly choices: readonly FormatChoice<DecimalMark>[];
    };

/** Blank: as the columns show. */
export interface SaidFormats {
  readonly dates: DateOrder | '';
  readonly decimals: DecimalMark | '';
}

/** What was said, without what was left to the columns. */
export function askedFormats({ dates, decimals }: SaidFormats): AskedFormats {
  return { ...(dates !== '' && { dates }), ...(decimals !== '' && { decimals }) };
}

type ValueFormat = Pick<Format, 'amount'>;

const DAY_MS = 86_400_000;

/** The columns by what was said, else by what their cells say. */
export function formatLines(
  { dates, amounts }: ColumnReadings,
  said: AskedFormats,
  format: ValueFormat,
): readonly FormatLine[] {
  return [
    ...dates.map((column) => lineOf(column, said.dates, datesWritten, timeText)),
    ...amounts.map((column) => lineOf(column, said.decimals, amountsWritten, format.amount)),
  ];
}

/** The kinds of columns that nothing decides, and about which nothing was said. */
export function undecidedKinds(
  { dates, amounts }: ColumnReadings,
  said: AskedFormats,
): readonly FormatQuestion['kind'][] {
  const isOpen = ({ is }: { readonly is: string }): boolean => is === 'undecided';
  return [
    ...(!said.dates && dates.some(isOpen) ? ['dates' as const] : []),
    ...(!said.decimals && amounts.some(isOpen) ? ['decimals' as const] : []),
  ];
}

/** A column whose cells another format reads, and the one that was said does not: those rows would be errors. */
export interface Misread {
  readonly kind: FormatQuestion['kind'];
  /** `2 dates in Booked cannot be read day first.` */
  readonly title: string;
  /** One of the cells. */
  readonly example: { readonly row: number; readonly text: string };
}

/** The columns that what was said does not fit, as a format that is kept from an earlier file may not. */
export function misreadColumns(
  { dates, amounts }: ColumnReadings,
  said: AskedFormats,
  { counted }: Pick<Format, 'counted'>,
): readonly Misread[] {
  const misread = <Of extends string>(
    kind: Misread['kind'],
    one: string,
    { header, readings }: { header: string; readings: readonly FormatReading<Of>[] },
    chosen: Of | undefined,
    read: (format: Of) => string,
  ): readonly Misread[] => {
    const by = readings.find(({ format }) => format === chosen);
    if (!by?.firstLost) return [];
    const title = `${counted(by.lost, one)} in ${header} cannot be read ${read(by.format)}.`;
    return [{ kind, title, example: by.firstLost }];
  };
  return [
    ...dates.flatMap((column) =>
      misread('dates', 'date', column, said.dates, (order) => DATE_ORDER_WORDS[order]),
    ),
    ...amounts.flatMap((column) =>
      misread('decimals', 'amount', column, said.decimals, (m) => `with ${DECIMAL_MARK_WORDS[m]}`),
    ),
  ];
}

/** What is to be asked of each of these kinds. */
export function formatQuestions(
  formats: ColumnReadings,
  said: AskedFormats,
  format: ValueFormat,
): readonly FormatQuestion[] {
  const dates = formats.dates.filter(({ is }) => is === 'undecided');
  const amounts = formats.amounts.filter(({ is }) => is === 'undecided');
  return undecidedKinds(formats, said).map((kind): FormatQuestion =>
    kind === 'dates'
      ? {
          kind,
          why: reasons(dates),
          // A date that begins with its year is never in doubt.
          choices: choicesOf(dates, ['dmy', 'mdy'], DATE_ORDER_SHORT, timeText),
        }
      : {
          kind,
          why: reasons(amounts),
          choices: choicesOf(amounts, ['comma', 'point'], DECIMAL_MARK_SHORT, format.amount),
        },
  );
}

/** A day, with its time where it has one: year first whatever the settings, so that it cannot be misread. */
function timeText(ms: number): string {
  const text = new Date(ms).toISOString();
  return ms % DAY_MS === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

function examples(
  cells: readonly CellReading[],
  shown: (value: number) => string,
): readonly Example[] {
  return cells.map(({ row, text, read }) => ({
    row,
    text,
    read: read === null ? null : shown(read),
  }));
}

function reasons(columns: readonly { readonly why: string | null }[]): readonly string[] {
  return columns.flatMap(({ why }) => (why === null ? [] : [`${why}.`]));
}

function choicesOf<Format extends string>(
  columns: readonly { readonly readings: readonly FormatReading<Format>[] }[],
  formats: readonly Format[],
  words: Readonly<Record<Format, string>>,
  shown: (value: number) => string,
): readonly FormatChoice<Format>[] {
  return formats.map((format) => ({
    format,
    words: words[format],
    cells: columns.flatMap(({ readings }) => examples(cellsBy(readings, format), shown)),
  }));
}

function lineOf<Column extends DateColumnReading | AmountColumnReading>(
  column: Column,
  said: Column['format'] | undefined,
  written: (column: Column, format: Column['format'], isSaid: boolean) => string,
  shown: (value: number) => string,
): FormatLine {
  const format = said ?? column.format;
  return {
    header: column.header,
    written: written(column, format, said !== undefined),
    cells: examples(cellsBy(column.readings, format), shown),
    isUndecided: said === undefined && column.is === 'undecided',
  };
}

function cellsBy<Format>(
  readings: readonly FormatReading<Format>[],
  format: Format,
): readonly CellReading[] {
  return readings.find((one) => one.format === format)?.cells ?? [];
}

function datesWritten(
  { is, isTyped }: DateColumnReading,
  format: DateOrder,
  isSaid: boolean,
): string {
  if (isTyped) return 'Excel dates';
  if (isSaid) return `${DATE_ORDER_SHORT[format]}, chosen by you`;
  if (is === 'undecided') return 'Day first or month first?';
  return is === 'chosen' ? DATE_ORDER_SHORT[format] : 'Only one possible format';
}

function amountsWritten(
  { is, isTyped, thousands }: AmountColumnReading,
  format: DecimalMark,
  isSaid: boolean,
): string {
  if (isTyped) return 'Numbers';
  if (!isSaid && is === 'undecided') return 'Decimal comma or decimal point?';
  const between = thousands[format];
  const marks =
    between === null
      ? DECIMAL_MARK_SHORT[format]
      : `${DECIMAL_MARK_SHORT[format]}, ${THOUSANDS_WORDS[between]}`;
  return isSaid ? `${marks}, chosen by you` : marks;
}
