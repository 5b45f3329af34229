import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createIdPool } from '../../../core/ledger/ids.ts';
import { centsOfText } from '../../../core/ledger/money.ts';
import { timeOfText } from '../../../core/ledger/time.ts';
import { centsOfCell, idOfCell, timeOfCell } from '../../../core/source/reading/cells.ts';
import { openSource } from '../../../core/source/open-source.ts';
import { isDateFormat } from '../../../core/source/xlsx/xlsx-styles.ts';
import { testFolder } from './reading.ts';
import { writeWorkbook } from './zip-fixture.ts';

/** Texts that are nearly a number, a date or a format, of any length. */
const NEARLY: readonly ((length: number) => string)[] = [
  (n) => '1'.repeat(n),
  (n) => `${'0'.repeat(n)}1x`,
  (n) => `1.${'0'.repeat(n)}1`,
  (n) => `${'0'.repeat(n)}.${'0'.repeat(n)}x`,
  (n) => `1${',234'.repeat(n / 4)}x`,
  (n) => `$${' '.repeat(n)}5${' '.repeat(n)}x`,
  (n) => `(${' '.repeat(n)}5${' '.repeat(n)}`,
  (n) => `${'1'.repeat(n)}e${'1'.repeat(n)}x`,
  (n) => `2024-01-01${' '.repeat(n)}x`,
  (n) => `2024-01-01 10:00:00.${'0'.repeat(n)}`,
  (n) => '[h'.repeat(n / 2),
  (n) => '"'.repeat(n),
];

/** How long it takes, in ms. */
async function timeOf(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** A computer that does other things makes a time longer, never shorter: it is taken until it is short enough. */
const LOOKS = 12;
const AT_LEAST = 2;

/**
 * That a text of eight times the length takes about eight times as long, not 64 times: with room for
 * whatever else there is, which is the same for both.
 */
async function growsWithItsLength(work: (text: string) => unknown): Promise<void> {
  for (const nearly of NEARLY) {
    const [short, long] = [nearly(8000), nearly(64_000)];
    let [once, eightTimes] = [Infinity, Infinity];
    const grows = (): boolean => eightTimes < 24 * Math.max(once, 1);
    for (let look = 0; look < AT_LEAST || (look < LOOKS && !grows()); look++) {
      once = Math.min(once, await timeOf(() => work(short)));
      eightTimes = Math.min(eightTimes, await timeOf(() => work(long)));
    }
    expect(eightTimes, short.slice(0, 12)).toBeLessThan(24 * Math.max(once, 1));
  }
}

describe('the time that a text takes grows with its length and no faster', () => {
  it('as an amount, a date, a format', async () => {
    await growsWithItsLength(centsOfText);
    await growsWithItsLength(timeOfText);
    await growsWithItsLength(isDateFormat);
  });

  const folder = testFolder();
  /** Reads a file of one cell as each kind of value. */
  const readFile = async (path: string): Promise<void> => {
    const source = await openSource(path);
    try {
      await source.readSheet('TC_Data', (row) => {
        idOfCell(row, 0, createIdPool());
        timeOfCell(row, 0, 1900, null);
        centsOfCell(row, 0, null);
      });
    } finally {
      await source.close();
    }
  };

  it('in a text file', async () => {
    const path = join(folder, 'one-cell.csv');
    await growsWithItsLength((text) => {
      writeFileSync(path, `TRANS_ID\n"${text.replaceAll('"', '""')}"\n`);
      return readFile(path);
    });
  });

  it.each(['n', 'd'])('in a cell of a workbook of the type %s', async (type) => {
    const path = join(folder, 'one-cell.xlsx');
    await growsWithItsLength((text) => {
      writeWorkbook(path, { sheet: `<row><c t="${type}"><v>${text}</v></c></row>` });
      return readFile(path);
    });
  });
});
