import type {
  AmountColumnReading,
  CellReading,
  ColumnReadings,
  DateColumnReading,
  FormatReading,
} from '../contract/api/sources.ts';
import type { DaysHeld } from '../contract/periods.ts';
import type { Verdict, Witness } from '../formats/column-evidence.ts';
import { thousandsMark } from '../formats/decimal-mark.ts';
import type { DecimalMark, ThousandsMark } from '../formats/decimal-mark.ts';
import type { DateOrder } from '../formats/date-order.ts';
import { dayText } from '../ledger/time.ts';
import type { DateSystem } from '../ledger/time.ts';
import type { HeaderMap } from '../source/headers.ts';
import { cellText, centsOfCell, timeOfCell } from '../source/reading/cells.ts';
import { BLANK, TEXT } from '../source/reading/raw-rows.ts';
import type { OpenSource, RawRow, ReadOptions } from '../source/reading/raw-rows.ts';
import { AMOUNTS, DATES, formatOf, whyUndecided } from './column-formats.ts';
import type { FormatWords } from './column-formats.ts';
import { dateSystemOf, surveySheet, WRITTEN_FIELDS } from './column-survey.ts';
import type { Surveyed, WrittenField } from './column-survey.ts';

/** As many cells of a column are shown. */
const MOST_EXAMPLES = 3;

/**
 * How the columns of a sheet are read that can be written in more than one way, with some of their cells: by
 * the same evidence as the run decides by, of `most` rows. Throws as the reader does.
 */
export async function columnReadings(
  source: OpenSource,
  surveyed: Omit<Surveyed, 'onRow'>,
  options: ReadOptions,
): Promise<ColumnReadings> {
  const samplers = WRITTEN_FIELDS.map((field) => sampler(field, dateSystemOf(source)));
  const losses = WRITTEN_FIELDS.map((field) =>
    field === 'AMOUNT' ? lossesOf(AMOUNTS) : lossesOf(DATES),
  );
  const days = daysOfColumn(dateSystemOf(source));
  const onRow = (raw: RawRow, { fields }: HeaderMap): void => {
    days.take(raw, fields.indexOf('CREATEDAT'));
    for (let f = 0; f < WRITTEN_FIELDS.length; f++) {
      const c = fields.indexOf(WRITTEN_FIELDS[f]!);
      samplers[f]!.take(raw, c);
      losses[f]!.take(raw, c);
    }
  };
  const { map, verdicts, rows, isWhole } = await surveySheet(
    source,
    { ...surveyed, onRow },
    options,
  );
  const reading = <Field extends WrittenField, Format extends string>(
    field: Field,
    verdict: Verdict<Format>,
    words: FormatWords<Format>,
  ) => {
    const header = map.headers[map.fields.indexOf(field)] ?? field;
    const at = WRITTEN_FIELDS.indexOf(field);
    const samples = samplers[at]!.samples(witnessesOf(verdict));
    if (samples.length === 0) return [];
    const isUndecided = verdict.is === 'ambiguous' || verdict.is === 'contradictory';
    return [
      {
        field,
        header,
        is: isUndecided ? ('undecided' as const) : verdict.is,
        why: isUndecided ? whyUndecided(header, verdict, words) : null,
        format: formatOf(verdict, words),
        isTyped: samples.every(({ value }) => value !== undefined),
        readings: words.all.map((format) => ({
          format,
          cells: samples.map((sample) => cellReading(sample, format, words)),
          ...losses[at]!.by(format),
        })),
      },
    ];
  };
  const dates: readonly DateColumnReading[] = [
    ...reading('CREATEDAT', verdicts.CREATEDAT, DATES),
    ...reading('EXPIREDAT', verdicts.EXPIREDAT, DATES),
  ];
  const amounts: readonly AmountColumnReading[] = reading('AMOUNT', verdicts.AMOUNT, AMOUNTS).map(
    (column) => ({
      ...column,
      thousands: { comma: thousandsIn(column, 'comma'), point: thousandsIn(column, 'point') },
    }),
  );
  return { dates, amounts, days: days.held(verdicts.CREATEDAT), rows, isWhole };
}

type Loss = Pick<FormatReading<unknown>, 'lost' | 'firstLost'>;

/** Counts the cells of a column that one format can read and another cannot. */
function lossesOf<Format extends string>({ all, valueOf }: FormatWords<Format>) {
  const losses = new Map<string, Loss>();
  const by = (format: string): Loss => losses.get(format) ?? { lost: 0, firstLost: null };
  return {
    by,
    take(raw: RawRow, c: number): void {
      if (c < 0 || c >= raw.width || raw.kind[c] !== TEXT) return;
      const text = raw.text[c]!;
      if (text.trim() === '') return;
      const unread = all.filter((format) => valueOf(text, format) === null);
      if (unread.length === all.length) return;
      for (const format of unread) {
        const { lost, firstLost } = by(format);
        const first = firstLost ?? { row: raw.rowNumber, text: text.trim() };
        losses.set(format, { lost: lost + 1, firstLost: first });
      }
    },
  };
}

/** Finds the first and the last day of a column of times, however it turns out to be read. */
function daysOfColumn(dateSystem: DateSystem) {
  type Reading = DateOrder | 'fixed';
  const ranges: Partial<Record<Reading, { first: number; last: number }>> = {};
  const see = (reading: Reading, time: number | undefined): void => {
    if (time === undefined || Number.isNaN(time)) return;
    const range = (ranges[reading] ??= { first: time, last: time });
    if (time < range.first) range.first = time;
    if (time > range.last) range.last = time;
  };
  return {
    take(raw: RawRow, c: number): void {
      if (c < 0 || c >= raw.width || raw.kind[c] === BLANK) return;
      const fixed = timeOfCell(raw, c, dateSystem, null);
      if (fixed !== undefined) see('fixed', fixed);
      else if (raw.kind[c] === TEXT)
        for (const order of ['dmy', 'mdy'] as const)
          see(order, timeOfCell(raw, c, dateSystem, order));
    },
    /** By what may be said; where nothing is, by the reading that was chosen, else by both. */
    held(verdict: Verdict<DateOrder>): ColumnReadings['days'] {
      const by = (...readings: readonly Reading[]): DaysHeld | null => {
        const found = readings.flatMap((reading) => ranges[reading] ?? []);
        if (found.length === 0) return null;
        return {
          first: dayText(Math.min(...found.map(({ first }) => first))),
          last: dayText(Math.max(...found.map(({ last }) => last))),
        };
      };
      const unsaid =
        verdict.is === 'chosen'
          ? by('fixed', verdict.format)
          : verdict.is === 'plain'
            ? by('fixed')
            : by('fixed', 'dmy', 'mdy');
      return { '': unsaid, dmy: by('fixed', 'dmy'), mdy: by('fixed', 'mdy'), ymd: by('fixed') };
    },
  };
}

/** A cell that is shown. */
interface Sample extends Witness {
  /** What it is whatever the format, null where it cannot be read; undefined for a text. */
  readonly value?: number | null;
}

function cellReading<Format extends string>(
  { row, text, value }: Sample,
  format: Format,
  { valueOf }: FormatWords<Format>,
): CellReading {
  return { row, text, read: value === undefined ? valueOf(text, format) : value };
}

/** What groups the thousands of cells that are texts. */
function thousandsIn(
  { readings, isTyped }: Pick<AmountColumnReading, 'readings' | 'isTyped'>,
  mark: DecimalMark,
): ThousandsMark | null {
  if (isTyped) return null;
  const marks = readings[0]!.cells.map(({ text }) => thousandsMark(text, mark));
  return marks.find((found) => found !== null) ?? null;
}

/** The cells that decide how a column is read, or that leave it open. */
function witnessesOf(verdict: Verdict<string>): readonly Witness[] {
  if (verdict.is === 'plain') return [];
  return verdict.is === 'contradictory' ? [verdict.witness, verdict.against] : [verdict.witness];
}

/**
 * Keeps some cells of a column: the first, the longest, which shows most of how it is written, and one whose
 * text is another.
 */
function sampler(field: WrittenField, dateSystem: DateSystem) {
  let first: Sample | null = null;
  let other: Sample | null = null;
  let longest: Sample | null = null;
  const take = (raw: RawRow, c: number): void => {
    if (c < 0 || c >= raw.width || raw.kind[c] === BLANK) return;
    const isText = raw.kind[c] === TEXT;
    // A long text is no date and no amount.
    if (isText && (raw.text[c]!.length > 100 || raw.text[c]!.trim() === '')) return;
    if (first === null) first = sampleOf(raw, c);
    else if (other === null && cellText(raw, c).trim() !== first.text) other = sampleOf(raw, c);
    if (isText && raw.text[c]!.length > (longest?.text.length ?? 0)) longest = sampleOf(raw, c);
  };
  const sampleOf = (raw: RawRow, c: number): Sample => {
    const sample = { row: raw.rowNumber, text: cellText(raw, c).trim() };
    return raw.kind[c] === TEXT ? sample : { ...sample, value: valueOf(raw, c) };
  };
  const valueOf = (raw: RawRow, c: number): number | null => {
    if (field === 'AMOUNT') {
      const reading = centsOfCell(raw, c, null);
      return reading && 'cents' in reading ? reading.cents : null;
    }
    return timeOfCell(raw, c, dateSystem, null) ?? null;
  };
  /** With those that decide, in the order of the rows. */
  const samples = (witnesses: readonly Witness[]): readonly Sample[] => {
    const found = new Map<string, Sample>();
    for (const sample of [...witnesses, first, longest, other])
      if (sample !== null && found.size < MOST_EXAMPLES && !found.has(sample.text))
        found.set(sample.text, sample);
    return [...found.values()].sort((a, b) => a.row - b.row);
  };
  return { take, samples };
}
