import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ControlTotals } from '../../../core/contract/checks.ts';
import { POLICIES } from '../../../core/contract/settings.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import { carriedMatching } from '../../../core/later-file/carried-matching.ts';
import { mergeLaterFile } from '../../../core/later-file/merge/merge-later-file.ts';
import { mergedControl } from '../../../core/later-file/merge/merged-control.ts';
import type { Matching } from '../../../core/ledger/draft.ts';
import { uncut } from '../../../core/ledger/cut-ledger.ts';
import { MATCH_STATUSES } from '../../../core/ledger/draft.ts';
import { idText } from '../../../core/ledger/ids.ts';
import type { Ledger } from '../../../core/ledger/ledger.ts';
import { matchLedger } from '../../../core/match/match.ts';
import { makeDraft, makeTotals } from '../../../core/ledger/make-draft.ts';
import {
  accountTexts,
  controlOf,
  drawer,
  ledgerOfFile,
  movementAt,
  movementLists,
  seeds,
  shuffled,
} from './later-file-fixture.ts';
import type { File, FullMovement } from './later-file-fixture.ts';
import { amount, SEED } from '../../amount.ts';

/** Sequences of later files for each policy. */
const RUNS = amount(6_000);

/**
 * The movements dealt to one to five files, as refreshes that hold all so far, or as new rows with some
 * of the earlier ones again; each in an order of its own.
 */
function filesOf(movements: readonly FullMovement[], draw: () => number): File[] {
  const count = 1 + Math.floor(draw() * 5);
  const fileOf = movements.map(() => Math.floor(draw() * count));
  return Array.from({ length: count }, (_, f) => {
    const kind = draw() < 0.4 ? 'refresh' : 'new-rows';
    const own = movements.filter(
      (_, m) => fileOf[m] === f || (fileOf[m]! < f && (kind === 'refresh' || draw() < 0.2)),
    );
    return { kind, movements: shuffled(own, draw), turned: draw() < 0.4 };
  });
}

function draftTexts(ledger: Ledger, matching: Matching): unknown[] {
  const draft = makeDraft(uncut(ledger), matching);
  const id = (value: number): string => idText(ledger.id.pool, value);
  const { allocations } = draft;
  return [
    Array.from({ length: draft.rows }, (_, i) => [
      id(draft.id[i]!),
      draft.type[i],
      draft.createdAt[i],
      idText(ledger.customer.pool, draft.customer[i]!),
      ledger.currency!.pool[draft.currency[i]!],
      draft.cents[i],
      id(draft.redeemId[i]!),
      MATCH_STATUSES[draft.status[i]!],
      draft.matched[i],
      draft.open[i],
    ]),
    Array.from({ length: allocations.count }, (_, i) => [
      id(allocations.earnedId[i]!),
      id(allocations.redeemerId[i]!),
      idText(ledger.customer.pool, allocations.customer[i]!),
      ledger.currency!.pool[allocations.currency[i]!],
      allocations.cents[i],
    ]),
    makeTotals(ledger, matching),
  ];
}

function rowsOf(ledger: Ledger): FullMovement[] {
  return Array.from({ length: ledger.rows }, (_, row) => movementAt(ledger, row));
}

describe.each(POLICIES)('%s', (policy: Policy) => {
  const found = { laterFiles: 0, late: 0, carriedRows: 0, rematched: 0 };

  it(`after any of ${RUNS} sequences of later files equals one run over all rows`, () => {
    fc.assert(
      fc.property(movementLists, seeds, (movements, seed) => {
        const draw = drawer(seed);
        const [first, ...later] = filesOf(movements, draw);
        let ledger = ledgerOfFile(first!);
        let control: ControlTotals = controlOf(first!.movements);
        let matching = matchLedger(ledger, policy);
        let last = first!;
        for (const file of later) {
          const later = ledgerOfFile(file);
          const highWater = Math.max(...ledger.createdAt);
          const merged = mergeLaterFile(ledger, later, {
            kind: file.kind,
            onChanged: draw() < 0.5 ? 'keep' : 'take',
            reportedUntil: highWater,
          });
          expect(merged.changed.merged.length + merged.gone.merged.length).toBe(0);
          control = mergedControl(
            control,
            { ledger: later, control: controlOf(file.movements) },
            merged,
          );
          const carried = carriedMatching(matching, merged, policy);
          found.laterFiles++;
          found.late += merged.late.length;
          found.carriedRows += merged.ledger.rows - carried.rowsAnew;
          found.rematched += carried.rematched.length;
          ({ matching } = carried);
          ({ ledger } = merged);
          last = file;
        }
        const whole = ledgerOfFile({ movements: shuffled(movements, draw), turned: last.turned });
        expect(rowsOf(ledger)).toEqual(rowsOf(whole));
        expect(ledger.columns).toEqual(whole.columns);
        expect(ledger.account).toEqual(whole.account);
        expect(accountTexts(ledger)).toEqual(accountTexts(whole));
        expect(control).toEqual(controlOf(movements));
        const wanted = matchLedger(whole, policy);
        expect(matching).toEqual(wanted);
        expect(draftTexts(ledger, matching)).toEqual(draftTexts(whole, wanted));
        const rowInFile = new Map(last.movements.map(({ id }, r) => [id, r + 2]));
        expect(Array.from(ledger.sheetRow)).toEqual(
          rowsOf(ledger).map(({ id }) => rowInFile.get(id) ?? 0),
        );
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it('meets later files, late rows, carried rows and rematched rows enough to mean something', () => {
    for (const count of Object.values(found)) expect(count).toBeGreaterThan(RUNS / 4);
    process.stdout.write(`${policy}: ${RUNS} sequences, ${JSON.stringify(found)}\n`);
  });
});
