import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICIES } from '../../../core/contract/settings.ts';
import { carriedMatching } from '../../../core/later-file/carried-matching.ts';
import { changedFields } from '../../../core/later-file/changes/changed-fields.ts';
import { ADDED, CHANGED, KNOWN, REPLACING } from '../../../core/later-file/merge/later-rows.ts';
import { mergeLaterFile } from '../../../core/later-file/merge/merge-later-file.ts';
import type { Merged } from '../../../core/later-file/merge/merge-later-file.ts';
import { mergedControl } from '../../../core/later-file/merge/merged-control.ts';
import { endOfMonth, restatement } from '../../../core/later-file/restatement.ts';
import type { Matching } from '../../../core/ledger/draft.ts';
import { idText } from '../../../core/ledger/ids.ts';
import type { Ledger } from '../../../core/ledger/ledger.ts';
import { matchLedger } from '../../../core/match/match.ts';
import {
  changedMovement,
  controlOf,
  drawer,
  ledgerOfFile,
  movementAt,
  movementLists,
  seeds,
  shuffled,
} from './later-file-fixture.ts';
import type { File, FullMovement } from './later-file-fixture.ts';
import { inOutputOrder, naiveMerge } from './naive-later-files.ts';
import type { Standing } from './naive-later-files.ts';
import { naiveRestatement } from './naive-restatement.ts';
import { amount, SEED } from '../../amount.ts';

const RUNS = amount(5_000);

/** A file of some of what stands, some of it changed, and of movements that do not stand. */
function fileAfter(standing: Standing, unseen: readonly FullMovement[], draw: () => number): File {
  const kind = draw() < 0.5 ? 'refresh' : 'new-rows';
  const share = kind === 'refresh' ? 0.85 : 0.3;
  const again = [...standing.values()]
    .filter(() => draw() < share)
    .map((movement) => (draw() < 0.25 ? changedMovement(movement, draw) : movement));
  const fresh = unseen.filter(({ id }) => !standing.has(id) && draw() < 0.5);
  return { kind, movements: shuffled([...again, ...fresh], draw), turned: draw() < 0.4 };
}

const idAt = (ledger: Ledger, row: number): string =>
  row < 0 ? '' : idText(ledger.id.pool, ledger.id.values[row]!);
const idsAt = (ledger: Ledger, rows: Int32Array): string[] =>
  Array.from(rows, (row) => idAt(ledger, row));

/** By TRANS_ID what a matching says of it: REDEEMID, matched cents, and what it took from which lots. */
function saidOf(ledger: Ledger, matching: Matching): Map<string, [string, number, string[]]> {
  const said = new Map<string, [string, number, string[]]>();
  for (let row = 0; row < ledger.rows; row++)
    said.set(idAt(ledger, row), [
      idAt(ledger, matching.redeemedBy[row]!),
      matching.matched[row]!,
      [],
    ]);
  const { count, earnedRow, redeemerRow, cents } = matching.allocations;
  for (let i = 0; i < count; i++)
    said.get(idAt(ledger, redeemerRow[i]!))![2].push(`${idAt(ledger, earnedRow[i]!)} ${cents[i]!}`);
  return said;
}

function touchedOf({ ledger, touched }: Merged): string[] {
  const customers = ledger.accounts.customer.filter((_, a) => touched[a] === 1);
  return [...new Set(Array.from(customers, (value) => idText(ledger.customer.pool, value)))].sort();
}

const isAscending = (rows: Int32Array): boolean =>
  rows.every((row, i) => i === 0 || rows[i - 1]! < row);

describe('changed and gone rows', () => {
  const found = {
    changed: 0,
    moved: 0,
    gone: 0,
    late: 0,
    rematched: 0,
    restated: 0,
    quiet: 0,
    mixed: 0,
  };

  it(`are kept or taken as by a naive model, in ${RUNS} sequences of later files`, () => {
    fc.assert(
      fc.property(
        movementLists,
        seeds,
        fc.constantFrom(...POLICIES),
        fc.constantFrom('keep' as const, 'take' as const),
        (movements, seed, policy, onChanged) => {
          const draw = drawer(seed);
          const start = movements.filter(() => draw() < 0.6);
          let standing: Standing = new Map(start.map((movement) => [movement.id, movement]));
          let ledger = ledgerOfFile({ movements: shuffled(start, draw), turned: draw() < 0.4 });
          let matching = matchLedger(ledger, policy);
          let control = controlOf(start, 1);
          for (let round = 0; round < 3; round++) {
            const highWater = Math.max(0, ...ledger.createdAt);
            const file = fileAfter(standing, movements, draw);
            // Some rows are decided by themselves, in either way.
            const decided = new Map(
              [...standing.keys()]
                .filter(() => draw() < 0.4)
                .map((id) => [id, { decision: draw() < 0.5 ? 'keep' : 'take' } as const]),
            );
            const takes = (id: string): boolean =>
              (decided.get(id)?.decision ?? onChanged) === 'take';
            const wanted = naiveMerge(standing, file, takes, highWater);
            const later = ledgerOfFile(file);
            const merged = mergeLaterFile(ledger, later, {
              kind: file.kind,
              onChanged,
              decided,
              reportedUntil: highWater,
            });

            const rows = Array.from({ length: merged.ledger.rows }, (_, row) =>
              movementAt(merged.ledger, row),
            );
            expect(rows).toEqual(inOutputOrder(wanted.standing));
            expect(idsAt(merged.ledger, merged.added).sort()).toEqual(wanted.added);
            expect(idsAt(merged.ledger, merged.late).sort()).toEqual(wanted.late);
            expect(merged.knownRows).toBe(wanted.known.length);
            expect(idsAt(ledger, merged.gone.standing).sort()).toEqual(wanted.gone);
            expect(idsAt(merged.ledger, merged.gone.merged)).toEqual(
              idsAt(ledger, merged.gone.standing).map((id) => (takes(id) ? '' : id)),
            );
            for (const list of [
              merged.added,
              merged.late,
              merged.changed.merged,
              merged.gone.standing,
            ])
              expect(isAscending(list)).toBe(true);

            const { changed } = merged;
            const ids = idsAt(ledger, changed.standing);
            expect(idsAt(later, changed.later)).toEqual(ids);
            expect(idsAt(merged.ledger, changed.merged)).toEqual(ids);
            expect(idsAt(merged.ledger, merged.replaced)).toEqual(ids.filter(takes));
            const fieldsOf = changedFields(ledger, later);
            const differences = ids.map((id, i): [string, Record<string, [string, string]>] => [
              id,
              Object.fromEntries(
                fieldsOf(changed.standing[i]!, changed.later[i]!).map((field) => [
                  field.column.toUpperCase(),
                  [field.before, field.after],
                ]),
              ),
            ]);
            expect(new Map(differences)).toEqual(wanted.changed);

            const fates = new Map(
              file.movements.map(({ id }) => [
                id,
                wanted.changed.has(id)
                  ? takes(id)
                    ? REPLACING
                    : CHANGED
                  : standing.has(id)
                    ? KNOWN
                    : ADDED,
              ]),
            );
            expect(Array.from(merged.fate)).toEqual(
              Array.from(merged.fate, (_, d) => fates.get(idAt(later, d))),
            );
            const standingIds = Array.from(merged.standingRow, (s) => idAt(ledger, s));
            expect(standingIds).toEqual(rows.map(({ id }) => (standing.has(id) ? id : '')));
            const sheetRows = new Map(file.movements.map(({ id }, r) => [id, r + 2]));
            expect(Array.from(merged.ledger.sheetRow)).toEqual(
              rows.map(({ id }) => sheetRows.get(id) ?? 0),
            );
            const left = new Set(rows.map(({ customer }) => customer));
            expect(touchedOf(merged)).toEqual(wanted.touched.filter((one) => left.has(one)));
            expect(merged.touchedCustomers).toBe(wanted.touched.length);

            control = mergedControl(
              control,
              { ledger: later, control: controlOf(file.movements, round) },
              merged,
            );
            expect(control).toEqual(controlOf(rows, round));

            const carried = carriedMatching(matching, merged, policy);
            expect(carried.matching).toEqual(matchLedger(merged.ledger, policy));
            const before = saidOf(ledger, matching);
            const after = saidOf(merged.ledger, carried.matching);
            const stayed = rows.map(({ id }) => id).filter((id) => before.has(id));
            expect(idsAt(merged.ledger, carried.rematched)).toEqual(
              stayed.filter(
                (id) =>
                  before.get(id)![0] !== after.get(id)![0] ||
                  before.get(id)![1] !== after.get(id)![1],
              ),
            );
            const rematched = stayed.filter(
              (id) => before.get(id)![2].join() !== after.get(id)![2].join(),
            );
            expect(idsAt(merged.ledger, carried.rematchedRedemptions)).toEqual(rematched);
            const inTouched = rows.filter(({ customer }) => wanted.touched.includes(customer));
            expect(carried.rowsAnew).toBe(inTouched.length);
            expect(carried.customersAnew).toBe(
              new Set(inTouched.map(({ customer }) => customer)).size,
            );

            const until = draw() < 0.5 ? highWater : endOfMonth(highWater);
            const restated = restatement(merged, carried.rematchedRedemptions, until);
            expect(restated).toEqual(naiveRestatement(standing, wanted.standing, rematched, until));

            found.changed += ids.length;
            const decidedIds = [...ids, ...wanted.gone];
            if (decidedIds.some(takes) && !decidedIds.every(takes)) found.mixed++;
            found.moved += differences.filter(
              ([, fields]) => 'CUSTOMERID' in fields || 'CREATEDAT' in fields,
            ).length;
            found.gone += wanted.gone.length;
            found.late += wanted.late.length;
            found.rematched += rematched.length;
            found.restated += restated.accounts.length;
            if (restated.months.length === 0) found.quiet++;
            ({ standing } = wanted);
            ({ ledger } = merged);
            ({ matching } = carried);
          }
        },
      ),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it('are met often enough to mean something', () => {
    process.stdout.write(`${RUNS} sequences with changes, ${JSON.stringify(found)}\n`);
    for (const count of Object.values(found)) expect(count).toBeGreaterThan(RUNS / 4);
  });
});
