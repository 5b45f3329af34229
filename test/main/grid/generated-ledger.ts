import { writeFileSync } from 'node:fs';
import fc from 'fast-check';

/** What a generated ledger is like. */
export interface LedgerKind {
  readonly seed: number;
  readonly rows: number;
  readonly currencies: boolean;
  readonly ids: 'numbers' | 'texts' | 'both';
  readonly customers: 'numbers' | 'texts' | 'both';
}

export const ledgerKinds: fc.Arbitrary<LedgerKind> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  rows: fc.integer({ min: 20, max: 160 }),
  currencies: fc.boolean(),
  ids: fc.constantFrom('numbers', 'texts', 'both'),
  customers: fc.constantFrom('numbers', 'texts', 'both'),
});

/** Headers and texts that a careless statement would take for SQL, a formula or the end of a cell. */
const HOSTILE_HEADERS = [
  'id',
  'file_row_number',
  `note"; DROP TABLE t; --`,
  `it's 100%_`,
  'c3',
  '=cmd()',
  'MATCH_STATUS',
] as const;
export const HOSTILE_TEXTS = [
  '',
  '',
  'Damaged Item',
  'damaged item',
  `O'Brien "quoted"`,
  '100%',
  'ab',
  'under_score',
  'back\\slash',
  `'; DROP TABLE flagged; --`,
  '=HYPERLINK("http://example.test")',
  '-16.07',
  '+1 (2)',
  '@sum',
  'Übergröße, é',
  'ÜBERGRÖSSE, É',
  'two\nlines',
  'a\ttab',
  '"starts quoted',
] as const;

/** Writes the ledger as CSV. All kinds of matches occur, and many rows share their instant. */
export function writeLedger(path: string, kind: LedgerKind): void {
  const random = randomOf(kind.seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const textId = (i: number): string =>
    pick([`T-${i}`, `00${i}`, `it's ${i}`, `%_${i}`, `a"${i}`, `x\\${i};`, `=${i}+1`, `é${i}`]);
  const id = (of: LedgerKind['ids'], i: number): string =>
    of === 'numbers' || (of === 'both' && random() < 0.5) ? String(i) : textId(i);
  const customers = Array.from({ length: 6 }, (_, i) => id(kind.customers, 8 + i));
  const places = Array.from({ length: kind.rows }, (_, i) => i).sort(() => random() - 0.5);
  const header = [
    'TRANS_ID',
    'TCTYPE',
    'CREATEDAT',
    'EXPIREDAT',
    'CUSTOMERID',
    'ORDERID',
    'AMOUNT',
    'REASON',
    ...(kind.currencies ? ['CURRENCY'] : []),
    ...HOSTILE_HEADERS,
  ];
  const lines = places.map((i) => {
    const earned = random() < 0.55;
    const type = earned ? 'earned' : random() < 0.7 ? 'spent' : 'expired';
    const cents = pick([100, 250, 1000, 1607, 1 + Math.floor(random() * 5000)]);
    const amount = `${earned ? '' : '-'}${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
    const month = pick(['2024-11', '2024-12', '2025-01', '2025-02']);
    const at = `${month}-${pick(['01', '02', '28'])} ${pick(['00:00:00', '10:30:00', '23:59:59', '10:30:00.500'])}`;
    return [
      id(kind.ids, 9 + i),
      type,
      at,
      earned && random() < 0.8 ? pick(['2025-02-02', '2025-06-30 12:00:00']) : '',
      pick(customers),
      type === 'spent' && random() < 0.8 ? id(kind.ids, 500 + i) : '',
      amount,
      pick(HOSTILE_TEXTS),
      ...(kind.currencies ? [pick(['USD', 'EUR', 'GBP'])] : []),
      ...HOSTILE_HEADERS.map(() => pick(HOSTILE_TEXTS)),
    ];
  });
  writeFileSync(path, csvText([header, ...lines]));
}

/** Cells as CSV. */
export function csvText(lines: readonly (readonly string[])[]): string {
  const cell = (text: string): string =>
    /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return lines.map((line) => `${line.map(cell).join(',')}\n`).join('');
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
