import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { POLICIES } from '../../../core/contract/settings.ts';
import type { Settings } from '../../../core/contract/settings.ts';
import type { Progress } from '../../../core/contract/steps.ts';
import { DAY_MS, dayText, timeText } from '../../../core/ledger/time.ts';
import { OUTPUT_FOLDER } from '../../../core/run-folder/names.ts';
import { amount, SEED } from '../../amount.ts';
import { ledgers } from '../match/ledger-fixture.ts';
import type { Movement } from '../match/naive-reference.ts';
import { reconciled } from './reconciled.ts';

/**
 * A run at a date is, in every figure and in every row of every file, a run over the ledger without its
 * later rows: through the whole pipeline, from a file to files.
 */
const root = mkdtempSync(join(tmpdir(), 'thrive-cut-off-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const LEDGERS = amount(300);
const FIRST_DAY = Date.UTC(2024, 9, 25);
let made = 0;

interface Run {
  readonly files: ReadonlyMap<string, string>;
  readonly report: Record<string, unknown> & { readonly summary: Record<string, unknown> };
}

async function run(
  rows: readonly Movement[],
  settings: Partial<Settings>,
  rowsPerPartition: number | undefined,
  onProgress?: (progress: Progress) => void,
): Promise<Run> {
  const folder = join(root, `run-${made++}`);
  mkdirSync(folder);
  const path = join(folder, 'ledger.csv');
  const line = ({ id, type, at, customer, currency, cents }: Movement): string => {
    const sign = type === 'earned' ? '' : '-';
    return [id, type, timeText(at), customer, currency, sign + (cents / 100).toFixed(2)].join(',');
  };
  writeFileSync(
    path,
    `${['TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,CURRENCY,AMOUNT', ...rows.map(line)].join('\n')}\n`,
  );
  await reconciled(path, folder, settings, rowsPerPartition, onProgress);
  const output = join(folder, OUTPUT_FOLDER);
  const files = new Map(
    readdirSync(output).map((name) => [name, readFileSync(join(output, name)).toString('latin1')]),
  );
  rmSync(folder, { recursive: true });
  const report = JSON.parse(files.get('analytics_report.json')!) as Run['report'];
  return { files, report };
}

/** Days apart, so that a date tells them apart. */
const overDays = (rows: readonly Movement[]): Movement[] =>
  rows.map((row) => ({
    ...row,
    at: FIRST_DAY + ((row.at - 1_700_000_000_000) / 1000) * 9 * DAY_MS,
  }));

/** The rows of the deliverable, and of them those that lie after the cut-off. */
function deliverable({ files }: Run): { header: string; at: string[]; after: string[] } {
  const [header, ...lines] = files.get('tc_data_with_redemptions.csv')!.trimEnd().split('\n');
  const isAfter = (line: string): boolean => line.includes(',after cut-off,');
  return {
    header: header!,
    at: lines.filter((line) => !isAfter(line)),
    after: lines.filter(isAfter),
  };
}

/** What a report says of the figures, without what it says of its file. */
function figures({ report }: Run): object {
  const { source, bridge, findings, checks, outputs, summary, settings, ...sums } = report;
  void [source, bridge, findings, checks, outputs, settings];
  const { rows, accepted_rows, rows_after_cut_off, ...ofFigures } = summary;
  void [rows, accepted_rows, rows_after_cut_off];
  return { ...sums, summary: ofFigures };
}

/** Files that have no row for what lies after the cut-off, and say nothing of it. */
const OTHER = /^(?!tc_data_with_redemptions|analytics_report)/;
const OTHER_CSV = /^(?!tc_data_with_redemptions).*\.csv$/;

/** A file without the numbers that rows have in the source, which is another one without the later rows. */
function withoutPlaces(bytes: string | undefined): string | undefined {
  if (!bytes?.startsWith('CODE,')) return bytes;
  const places = bytes
    .slice(0, bytes.indexOf('\n'))
    .split(',')
    .flatMap((name, c) => (name.endsWith('SHEET_ROW') ? [c] : []));
  expect(places).not.toEqual([]);
  // They stand before the sentence, which may hold commas.
  const withoutPlace = (line: string): string =>
    line
      .split(',')
      .map((cell, c) => (places.includes(c) ? '' : cell))
      .join(',');
  return bytes.split('\n').map(withoutPlace).join('\n');
}

it(`a run at a date is one over the ledger without its later rows, on ${LEDGERS} ledgers`, async () => {
  let withLaterRows = 0;
  let empty = 0;
  await fc.assert(
    fc.asyncProperty(
      ledgers.map(overDays).filter((rows) => rows.length > 0),
      fc.integer({ min: -1, max: 47 }),
      fc.constantFrom(...POLICIES),
      fc.boolean(),
      fc.constantFrom(3, undefined),
      async (rows, day, policy, byPeriod, rowsPerPartition) => {
        const asked = FIRST_DAY + day * DAY_MS;
        const period = dayText(asked).slice(0, 7);
        const until = byPeriod
          ? Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5)), 1) - 1
          : asked + DAY_MS - 1;
        const settings = { policy, ...(byPeriod ? { period } : { asOf: dayText(asked) }) };
        const earlier = rows.filter(({ at }) => at <= until);
        const later = rows.length - earlier.length;
        const whole = await run(rows, settings, rowsPerPartition);
        if (later > 0) withLaterRows++;
        if (earlier.length === 0) {
          // There is no file without rows to compare with: every figure is zero.
          empty++;
          expect(whole.report['totals']).toMatchObject({ earned: '0.00', closing: '0.00' });
          expect(whole.report['roll_forward']).toEqual([]);
          if (byPeriod) expect(whole.report['period']).toMatchObject([{ closing: '0.00' }]);
          expect(deliverable(whole).after).toHaveLength(later);
          return;
        }
        const alone = await run(earlier, settings, rowsPerPartition);
        expect(figures(whole)).toEqual(figures(alone));
        const [found, wanted] = [deliverable(whole), deliverable(alone)];
        expect(found.header).toBe(wanted.header);
        expect(found.at).toEqual(wanted.at);
        expect(wanted.after).toEqual([]);
        expect(found.after).toHaveLength(later);
        for (const line of found.after) expect(line).toMatch(/,,after cut-off,,$/);
        // Row groups of Parquet end where partitions do, which have the later rows as well.
        const isOther = rowsPerPartition === undefined ? OTHER : OTHER_CSV;
        for (const [name, bytes] of alone.files)
          if (isOther.test(name))
            expect([name, withoutPlaces(whole.files.get(name))]).toEqual([
              name,
              withoutPlaces(bytes),
            ]);
        expect([...whole.files.keys()]).toEqual([...alone.files.keys()]);
      },
    ),
    { numRuns: LEDGERS, seed: SEED },
  );
  process.stdout.write(
    `cut-off: ${LEDGERS} ledgers, ${withLaterRows} with later rows, ${empty} with no others\n`,
  );
  expect(withLaterRows).toBeGreaterThan(LEDGERS / 4);
});

it('of whose rows some lie after the cut-off is never told to be further than it is', async () => {
  const day = (n: number): number => FIRST_DAY + n * DAY_MS;
  const movement = (id: number, at: number): Movement => ({
    id: String(id),
    type: 'earned',
    at,
    customer: '7',
    currency: 'USD',
    cents: 100,
  });
  const told: [string, number, number][] = [];
  await run(
    [movement(1, day(0)), movement(2, day(5)), movement(3, day(6))],
    { xlsx: true, asOf: dayText(day(1)) },
    undefined,
    ({ words, done, of }) => void told.push([words, done, of ?? Infinity]),
  );
  expect(told.filter(([, done, of]) => done > of)).toEqual([]);
});
