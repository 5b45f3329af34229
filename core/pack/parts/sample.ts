import { POPULATIONS, SAMPLE_METHODS } from '../../contract/close/sample.ts';
import type { SampledMovement } from '../../contract/close/sample.ts';
import { decimalText } from '../../ledger/money.ts';
import { timeText } from '../../ledger/time.ts';
import type { PackFile } from '../files/pack-file.ts';
import type { PackInput } from '../input/pack-input.ts';
import { evidenceOf, keptFiles, keptPlace } from '../input/kept-file.ts';
import { packCsv } from '../input/pack-csv.ts';
import type { PackPart } from '../input/part.ts';

/** The sample that is tested by hand. */
export const sample = {
  place: 'sample',
  about:
    'A sample to be tested by hand: how it was drawn and what its population ties to, its items with tick-mark, evidence and conclusion, the lot trail of each, and the files that are evidence.',
  files: (input) => [
    drawn(input),
    items(input),
    trails(input),
    ...keptFiles(EVIDENCE, evidenceOf(input), input),
  ],
} as const satisfies PackPart;

function drawn({ samples }: PackInput): PackFile {
  return packCsv(
    'sample/drawn',
    [
      'CURRENCY',
      'POPULATION',
      'METHOD',
      'SEED',
      'SIZE',
      'POPULATION_ITEMS',
      'POPULATION_SUM',
      'TIED_TO',
      'FIGURE',
      'DIFFERENCE',
      'INTERVAL',
      'START',
      'ITEMS_DRAWN',
    ],
    samples.map((one) => [
      one.currency,
      POPULATIONS[one.terms.population].title,
      SAMPLE_METHODS[one.terms.method].title,
      one.terms.seed,
      String(one.terms.size),
      String(one.populationItems),
      decimalText(one.populationCents),
      POPULATIONS[one.terms.population].tiedTo,
      decimalText(one.figure),
      decimalText(one.populationCents - one.figure),
      one.interval === null ? '' : decimalText(one.interval),
      one.start === null ? '' : decimalText(one.start),
      String(one.items.length),
    ]),
  );
}

function items({ samples, workpapers }: PackInput): PackFile {
  return packCsv(
    'sample/items',
    [
      'CURRENCY',
      'TRANS_ID',
      'TCTYPE',
      'CREATEDAT',
      'CUSTOMERID',
      'AMOUNT',
      'IN_POPULATION',
      'HITS',
      'ALWAYS_IN',
      'SOURCE_ROW',
      'TICK_MARK',
      'EVIDENCE',
      'EVIDENCE_FILE',
      'EVIDENCE_SHA256',
      'CONCLUSION',
      'TESTED_BY',
    ],
    samples.flatMap(({ currency, items: found }) =>
      found.map(({ movement, cents, hits, isAlwaysIn }) => {
        const paper = workpapers.get(movement.id);
        return [
          currency,
          ...movementCells(movement),
          decimalText(cents),
          String(hits),
          isAlwaysIn ? 'yes' : '',
          movement.sheetRow > 0 ? String(movement.sheetRow) : '',
          paper?.tickMark ?? '',
          paper?.evidence ?? '',
          paper?.file ? keptPlace(EVIDENCE, paper.file) : '',
          paper?.file?.sha256 ?? '',
          paper?.conclusion ?? '',
          paper?.by ?? '',
        ];
      }),
    ),
  );
}

const EVIDENCE = 'sample/evidence';

function trails({ samples }: PackInput): PackFile {
  const side = (name: string) =>
    ['ID', 'TYPE', 'CREATEDAT', 'CUSTOMERID', 'AMOUNT'].map((column) => `${name}_${column}`);
  return packCsv(
    'sample/lot_trails',
    ['ITEM', ...side('LOT'), ...side('REDEMPTION'), 'ALLOCATED'],
    samples.flatMap(({ items: found }) =>
      found.flatMap(({ movement, trail }) =>
        trail.map(({ lot, redemption, cents }) => [
          movement.id,
          ...movementCells(lot),
          ...movementCells(redemption),
          decimalText(cents),
        ]),
      ),
    ),
  );
}

function movementCells({
  id,
  type,
  createdAt,
  customer,
  cents,
}: SampledMovement): readonly string[] {
  return [id, type, timeText(createdAt), customer, decimalText(cents)];
}
