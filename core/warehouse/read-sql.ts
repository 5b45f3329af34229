import type { LedgerField } from '../ledger/ledger.ts';
import {
  AMOUNT_FORM,
  CURRENCY_FORM,
  DEFAULT_CURRENCY,
  MAX_ROW_CENTS,
  MOST_AMOUNT_LETTERS,
  NOISE_ABOVE,
  NOISE_BELOW,
  OTHER_MINUS,
  OTHER_SPACES,
} from '../ledger/money.ts';
import { tableFaults } from '../rules/row-rules.ts';
import type { RowSql } from '../rules/rule/row-rule.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { WarehouseColumn } from './plan.ts';

/** What every row is read into, beside the columns that it was read from. */
export const READ_COLUMNS = [
  'tc_id',
  'tc_type',
  'tc_at',
  'tc_expires',
  'tc_customer',
  'tc_currency',
  'tc_cents',
  'tc_has_order',
] as const;

/** What the c-th column of the source is called between reading and writing. */
export const sourceColumn = (c: number): string => `s${c + 1}`;

/**
 * The rows of a table or query read by the rules of RULES.md section 2: all its columns as
 * {@link sourceColumn}, then
 * {@link READ_COLUMNS} and `tc_faults`, the codes of what is wrong with the row, each followed by a
 * blank. Ids are trimmed texts, `tc_at` and `tc_expires` wall-clock times to the millisecond, cents
 * signed integers, an absent or blank currency is USD. TRANS_IDs that repeat are not looked for here.
 */
export function readRows(
  dialect: Dialect,
  from: string,
  columns: readonly WarehouseColumn[],
): string {
  const column = (field: LedgerField): WarehouseColumn | undefined =>
    columns.find((one) => one.field === field);
  const text = (field: LedgerField): string => {
    const found = column(field);
    return found ? textOf(dialect, found) : `''`;
  };
  const created = timeReading(dialect, 'at', column('CREATEDAT'));
  const expires = timeReading(dialect, 'expires', column('EXPIREDAT'));
  const { matches, fence } = dialect;
  const whole = dialect.withoutLeadingZeros(dialect.part('tc_number', '.', 1));
  const fraction = dialect.withoutTrailingZeros(dialect.part('tc_number', '.', 2));
  // Signs and currencies stand in front of the digits or behind them.
  const digits = dialect.without(dialect.without('tc_amount', '^[^0-9.]+'), '[^0-9.]+$');
  const faults = tableFaults(rowSql(dialect, columns), 'row');
  const kept = columns.map((_, c) => sourceColumn(c));
  const list = (...more: string[]): string => [...kept, ...more].join(', ');
  // What is none of what it should be counts as unreadable afterwards; the rules look at what was written.
  const usable: Partial<Record<string, string>> = {
    tc_cents: `CASE WHEN ABS(tc_cents) <= ${MAX_ROW_CENTS} THEN tc_cents END`,
    tc_currency: `CASE WHEN ${matches('tc_currency', CURRENCY_FORM)} THEN tc_currency ELSE '' END`,
  };
  const read = READ_COLUMNS.map((name) => (usable[name] ? `${usable[name]} AS ${name}` : name));
  return `SELECT ${list(...read)},
  ${faults.map(faultText).join('\n  || ')} AS tc_faults
FROM (
SELECT ${list('tc_id', 'tc_type', 'tc_at', 'tc_expires', 'tc_customer', 'tc_currency', 'tc_has_order')}, ${created.form}, ${expires.form}, tc_amount_form, tc_whole, tc_noise,
  CASE WHEN tc_expires = ${dialect.day('tc_expires')} THEN ${dialect.plusMilliseconds('tc_expires', '86399999')} ELSE tc_expires END AS tc_last_moment,
  CASE WHEN tc_amount_form = 'number' AND LENGTH(tc_whole) <= 12 AND tc_noise IN ('', '${NOISE_BELOW}', '${NOISE_ABOVE}')
    THEN (CASE WHEN tc_negative = 1 THEN -1 ELSE 1 END) * (${dialect.integer(`'0' || tc_whole`)} * 100 + ${dialect.integer(`RPAD(SUBSTR(tc_fraction, 1, 2), 2, '0')`)} + CASE WHEN tc_noise = '${NOISE_BELOW}' THEN 1 ELSE 0 END) END AS tc_cents
FROM (
SELECT ${list('tc_id', 'tc_type', 'tc_customer', 'tc_currency', 'tc_has_order')}, ${created.form}, ${expires.form}, ${created.value} AS tc_at, ${expires.value} AS tc_expires, tc_amount_form, tc_negative,
  ${whole} AS tc_whole, ${fraction} AS tc_fraction, SUBSTR(${fraction}, 3, 6) AS tc_noise
FROM (
SELECT ${list('tc_id', 'tc_type', 'tc_customer', 'tc_currency', 'tc_has_order')}, ${[...created.parts, ...expires.parts].join(', ')},
  CASE WHEN tc_amount = '' THEN 'blank' WHEN LENGTH(tc_amount) <= ${MOST_AMOUNT_LETTERS} AND ${matches('tc_amount', AMOUNT_FORM)} THEN 'number' ELSE 'bad' END AS tc_amount_form,
  CASE WHEN tc_amount LIKE '%-%' OR tc_amount LIKE '%(%' THEN 1 ELSE 0 END AS tc_negative,
  REPLACE(${digits}, ',', '') AS tc_number
FROM (
SELECT ${list('tc_id', 'tc_customer', 'tc_has_order')}, ${[...created.shapes, ...expires.shapes].join(', ')}, LOWER(tc_type) AS tc_type,
  CASE WHEN tc_currency = '' THEN '${DEFAULT_CURRENCY}' ELSE UPPER(tc_currency) END AS tc_currency,
  ${dialect.trim(plainLetters('tc_amount'))} AS tc_amount
FROM (
SELECT ${columns.map(({ sql }, c) => `${sql} AS ${sourceColumn(c)}`).join(', ')}, ${text('TRANS_ID')} AS tc_id, ${text('TCTYPE')} AS tc_type, ${text('CUSTOMERID')} AS tc_customer,
  ${text('CURRENCY')} AS tc_currency, ${text('AMOUNT')} AS tc_amount, CASE WHEN ${text('ORDERID')} = '' THEN 0 ELSE 1 END AS tc_has_order,
  ${created.text} AS tc_at_text, ${expires.text} AS tc_expires_text
FROM ${from}${fence}) source_rows${fence}) texts${fence}) shapes${fence}) parts${fence}) typed`;
}

/** A row that {@link readRows} has read, as the rules ask for it. */
function rowSql(dialect: Dialect, columns: readonly WarehouseColumn[]): RowSql {
  const read: Partial<Record<LedgerField, string>> = {
    TRANS_ID: 'tc_id',
    TCTYPE: 'tc_type',
    CUSTOMERID: 'tc_customer',
    CURRENCY: 'tc_currency',
  };
  return {
    text(field) {
      const c = columns.findIndex((column) => column.field === field);
      return (
        read[field] ?? (c < 0 ? `''` : textOf(dialect, { ...columns[c]!, sql: sourceColumn(c) }))
      );
    },
    form: (field) =>
      ({ CREATEDAT: 'tc_at_form', EXPIREDAT: 'tc_expires_form', AMOUNT: 'tc_amount_form' })[field],
    time: (field) => (field === 'CREATEDAT' ? 'tc_at' : 'tc_expires'),
    lastMoment: 'tc_last_moment',
    cents: 'tc_cents',
    whole: 'tc_whole',
    noise: 'tc_noise',
    occurrence: 'tc_occurrence',
    matches: dialect.matches,
  };
}

/** What is wrong with a row that shares its TRANS_ID with others, as {@link readRows} names it, and this as well. */
export function faultsOfRepeated(dialect: Dialect, columns: readonly WarehouseColumn[]): string {
  return ['tc_faults', ...tableFaults(rowSql(dialect, columns), 'file').map(faultText)].join(
    ' || ',
  );
}

function faultText({ code, when }: { readonly code: string; readonly when: string }): string {
  return `CASE WHEN ${when} THEN '${code} ' ELSE '' END`;
}

/** An amount with a plain minus and plain spaces. */
function plainLetters(text: string): string {
  const minus = `REPLACE(${text}, '${OTHER_MINUS}', '-')`;
  return OTHER_SPACES.reduce((inner, space) => `REPLACE(${inner}, '${space}', ' ')`, minus);
}

/** The value as trimmed text; blank for none. A number without its binary noise and without exponents. */
function textOf(dialect: Dialect, { sql, kind, field }: WarehouseColumn): string {
  if (kind !== 'number') return `COALESCE(${dialect.trim(dialect.text(sql))}, '')`;
  const plain = dialect.plainNumber(sql);
  const id = field === 'AMOUNT' ? plain : dialect.without(plain, '[.]0+$');
  return `COALESCE(${id}, '')`;
}

interface TimeReading {
  /** The first of five queries, one within the other, takes this as tc_…_text. */
  readonly text: string;
  readonly shapes: readonly string[];
  readonly parts: readonly string[];
  /** A column: blank, iso, s, ms or bad. */
  readonly form: string;
  readonly value: string;
}

const DAY = '([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})';
const TIME_OF_DAY = '([T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?)?';

/**
 * How a date is read, as core/ledger/time.ts does: ISO, YYYY/MM/DD, YYYYMMDD, or an epoch of 10 or 13
 * digits; a day that the calendar does not have is none. Nothing is cast before it is known to fit,
 * because not every engine has a cast that forgives.
 */
function timeReading(
  dialect: Dialect,
  name: string,
  column: WarehouseColumn | undefined,
): TimeReading {
  const text = `tc_${name}_text`;
  const form = `tc_${name}_form`;
  const own = (what: string): string => `tc_${name}_${what}`;
  if (column === undefined || column.kind === 'time') {
    // As it is, once it is within the years that count; the text column carries the value.
    return {
      text: column ? dialect.wallClock(column.sql) : `CAST(NULL AS ${dialect.timeType})`,
      shapes: [text],
      parts: [text, `CASE WHEN ${text} IS NULL THEN 'blank' ELSE 'time' END AS ${form}`],
      form,
      value: `CASE WHEN ${text} >= ${dialect.timeOfText(`'1900-01-01 00:00:00'`)} AND ${text} < ${dialect.plusMilliseconds(dialect.timeOfText(`'9999-12-31 00:00:00'`), '86400000')} THEN ${text} END`,
    };
  }
  const bare = dialect.without(text, '[ ]*(Z|UTC|[+-]00(:?00)?)$');
  const plain = own('plain');
  const day = dialect.part(plain, ' ', 1);
  const clock = dialect.part(plain, ' ', 2);
  const seconds = dialect.part(clock, ':', 3);
  const number = (of: string, when = `${form} = 'iso'`): string =>
    `CASE WHEN ${when} THEN ${dialect.integer(`'0' || ${of}`)} END`;
  const [y, m, d, h, mi, s, f] = ['y', 'm', 'd', 'h', 'mi', 's', 'f'].map(own) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const two = (n: string): string => `LPAD(${dialect.text(n)}, 2, '0')`;
  const lastDay = `CASE WHEN ${m} IN (4, 6, 9, 11) THEN 30 WHEN ${m} <> 2 THEN 31 WHEN MOD(${y}, 400) = 0 OR (MOD(${y}, 4) = 0 AND MOD(${y}, 100) <> 0) THEN 29 ELSE 28 END`;
  const written = `${dialect.text(y)} || '-' || ${two(m)} || '-' || ${two(d)} || ' ' || ${two(h)} || ':' || ${two(mi)} || ':' || ${two(s)}`;
  const epoch = dialect.timeOfText(`'1970-01-01 00:00:00'`);
  return {
    text: textOf(dialect, column),
    shapes: [
      text,
      `CASE WHEN ${dialect.matches(text, '^[0-9]{8}$')} THEN SUBSTR(${text}, 1, 4) || '-' || SUBSTR(${text}, 5, 2) || '-' || SUBSTR(${text}, 7, 2)
    ELSE REPLACE(REPLACE(REPLACE(${bare}, '/', '-'), 'T', ' '), ',', '.') END AS ${plain}`,
      `CASE WHEN ${text} = '' THEN 'blank' WHEN ${dialect.matches(text, '^[0-9]{10}$')} THEN 's' WHEN ${dialect.matches(text, '^[0-9]{13}$')} THEN 'ms'
    WHEN ${dialect.matches(text, '^[0-9]{8}$')} OR ${dialect.matches(bare, `^${DAY}${TIME_OF_DAY}$`)} THEN 'iso' ELSE 'bad' END AS ${form}`,
    ],
    parts: [
      text,
      form,
      `${number(dialect.part(day, '-', 1))} AS ${y}, ${number(dialect.part(day, '-', 2))} AS ${m}, ${number(dialect.part(day, '-', 3))} AS ${d}`,
      `${number(dialect.part(clock, ':', 1))} AS ${h}, ${number(dialect.part(clock, ':', 2))} AS ${mi}, ${number(dialect.part(seconds, '.', 1))} AS ${s}`,
      // Nanoseconds, to be rounded to milliseconds.
      `${number(`RPAD(${dialect.part(seconds, '.', 2)}, 9, '0')`)} AS ${f}`,
    ],
    form,
    value: `CASE WHEN ${form} = 's' THEN ${dialect.plusMilliseconds(epoch, `${dialect.integer(text)} * 1000`)}
    WHEN ${form} = 'ms' THEN ${dialect.plusMilliseconds(epoch, dialect.integer(text))}
    WHEN ${form} = 'iso' AND ${y} >= 1900 AND ${m} BETWEEN 1 AND 12 AND ${d} BETWEEN 1 AND (${lastDay}) AND ${h} <= 23 AND ${mi} <= 59 AND ${s} <= 59
    THEN ${dialect.plusMilliseconds(dialect.timeOfText(written), `FLOOR((${f} + 500000) / 1000000)`)} END`,
  };
}
