import { expect, it } from 'vitest';
import { FORM } from '../../../core/run-folder/checkpoint.ts';
import type { ReadCheckpoint } from '../../../core/run-folder/checkpoint.ts';
import { inPresentForm } from '../../../core/run-folder/earlier-validation.ts';
import type { Problem } from '../../../core/contract/problem.ts';

/** A ledger of the form before: two rows at the cut-off in two currencies, one after it, one changed row. */
function before(
  onChanged: 'keep' | 'take',
  control: object = {},
  meta: object = {},
): ReadCheckpoint {
  return {
    form: FORM - 1,
    meta: {
      asOf: 1,
      reportedUntil: 1,
      bridge: [],
      setAside: [],
      rejectedCents: 0,
      columns: ['as they are'],
      increment: { onChanged, standingRun: 'r' },
      control: {
        rows: 3,
        earnedRows: 2,
        spentRows: 1,
        expiredRows: 0,
        earnedCents: 700,
        spentCents: 300,
        expiredCents: 0,
        quarantinedRows: 4,
        ...control,
      },
      ...meta,
    },
    arrays: {
      type: Uint8Array.of(0, 1),
      cents: Float64Array.of(500, -300),
      currency: Int32Array.of(0, 1),
      'after.type': Uint8Array.of(0),
      'after.cents': Float64Array.of(200),
      'after.currency': Int32Array.of(1),
      changedMerged: Int32Array.of(1),
      changeRow: Int32Array.of(1),
    },
    texts: { currencies: ['USD', 'EUR'] },
  };
}

it('has its control totals by currency, and the one decision on each changed row', () => {
  const { meta, arrays, texts } = inPresentForm(before('take'), 'ledger.bin');
  expect(meta).toEqual({
    asOf: 1,
    reportedUntil: 1,
    bridge: [],
    setAside: [],
    columns: ['as they are'],
    nameColumns: null,
    increment: { onChanged: 'take', standingRun: 'r' },
    control: {
      rows: 3,
      quarantinedRows: 4,
      sums: [
        { currency: 'EUR', type: 'earned', rows: 1, cents: 200 },
        { currency: 'EUR', type: 'spent', rows: 1, cents: 300 },
        { currency: 'USD', type: 'earned', rows: 1, cents: 500 },
      ],
    },
  });
  expect(arrays).toMatchObject({ replaced: Int32Array.of(1), changeTakes: Uint8Array.of(1) });
  expect(arrays).not.toHaveProperty('changedMerged');
  expect(texts['changeReasons']).toEqual(['']);
  const kept = inPresentForm(before('keep'), 'ledger.bin');
  expect(kept.arrays).toMatchObject({ replaced: new Int32Array(0), changeTakes: Uint8Array.of(0) });
});

it('is refused where it is older than that form, or not what was counted', () => {
  const codeOf = (checkpoint: ReadCheckpoint): string => {
    try {
      inPresentForm(checkpoint, 'ledger.bin');
      return 'read';
    } catch (thrown) {
      return (thrown as Problem).code;
    }
  };
  expect(codeOf(before('keep', {}, { bridge: undefined }))).toBe('run.other-form');
  const { changedMerged, ...arrays } = before('keep').arrays;
  void changedMerged;
  expect(codeOf({ ...before('keep'), arrays })).toBe('run.other-form');
  expect(codeOf(before('keep', { earnedCents: 701 }))).toBe('run.checkpoint-damaged');
  expect(codeOf(before('keep', { spentRows: 2 }))).toBe('run.checkpoint-damaged');
});
