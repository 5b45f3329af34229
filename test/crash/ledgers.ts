import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { integerBetween, oneOf, seededRandom } from '../../main/generate/ledger/random.ts';

/** A run that the crash tests carry out again and again. */
export interface Scenario {
  readonly name: string;
  readonly source: string;
  /** Files that lie at the source's place one after the other; the run is that of the later one. */
  readonly delivered: { readonly earlier: string; readonly later: string } | null;
  readonly settings: object;
  readonly workers: number;
  readonly rowsPerPartition: number;
  /** How many of ten runs are of this scenario; the slow ones are fewer. */
  readonly ofTen: number;
  /** Whether the results are copied to a folder of the analyst's as well. */
  readonly out: boolean;
}

/** The runs of the crash tests, their sources written to a folder. */
export function scenarios(folder: string): Scenario[] {
  const plain = ledger(folder, 'plain', { rows: 2_000, customers: 300, broken: 0 });
  const broken = ledger(folder, 'broken', { rows: 1_200, customers: 100, broken: 40 });
  const earlier = ledger(folder, 'earlier', { rows: 1_300, customers: 300, broken: 0 });
  const small = ledger(folder, 'small', { rows: 200, customers: 30, broken: 8 });
  const quarantine = { onError: 'quarantine' };
  return [
    {
      name: 'one-to-one',
      ofTen: 2,
      source: plain,
      delivered: null,
      settings: { xlsx: false },
      workers: 1,
      rowsPerPartition: 160,
      out: false,
    },
    {
      name: 'whole-lot with quarantine',
      ofTen: 3,
      source: broken,
      delivered: null,
      settings: { ...quarantine, policy: 'whole-lot', xlsx: false, csvBom: true },
      workers: 1,
      rowsPerPartition: 100,
      out: true,
    },
    {
      name: 'exact with workbooks',
      ofTen: 2,
      source: small,
      delivered: null,
      settings: { ...quarantine, policy: 'exact' },
      workers: 1,
      rowsPerPartition: 30,
      out: false,
    },
    {
      name: 'a later file, exact',
      ofTen: 2,
      source: join(folder, 'delivered.csv'),
      delivered: { earlier, later: plain },
      settings: { policy: 'exact', xlsx: false },
      workers: 1,
      rowsPerPartition: 160,
      out: false,
    },
    {
      name: 'exact with workbooks on two workers',
      ofTen: 1,
      source: plain,
      delivered: null,
      settings: { policy: 'exact' },
      workers: 2,
      rowsPerPartition: 160,
      out: false,
    },
  ];
}

/** A ledger as CSV: movements of many customers in no order, of which some rows cannot be used. */
function ledger(
  folder: string,
  name: string,
  { rows, customers, broken }: { rows: number; customers: number; broken: number },
): string {
  // The same for the earlier and the later file, which so begin with the same rows.
  const random = seededRandom(customers);
  const lines = ['TRANS_ID,TCTYPE,CREATEDAT,EXPIREDAT,CUSTOMERID,ORDERID,AMOUNT,REASON'];
  for (let i = 0; i < rows; i++) {
    const type = oneOf(random, ['earned', 'earned', 'earned', 'spent', 'spent', 'expired']);
    const day = `2025-${two(integerBetween(random, 1, 12))}-${two(integerBetween(random, 1, 28))}`;
    const cents = integerBetween(random, 100, 9_000);
    const amount =
      broken > 0 && i % Math.floor(rows / broken) === 1
        ? 'much'
        : `${type === 'earned' ? '' : '-'}${(cents / 100).toFixed(2)}`;
    lines.push(
      [
        i % 7 === 0 ? `T-${i}` : i,
        type,
        `${day} ${two(integerBetween(random, 0, 23))}:00:00`,
        type === 'earned' ? '2027-01-01 00:00:00' : '',
        integerBetween(random, 1, customers),
        type === 'spent' ? `O${i}` : '',
        amount,
        oneOf(random, ['Damaged Item', '=1+1', 'Späte Lieferung', '']),
      ].join(','),
    );
  }
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
