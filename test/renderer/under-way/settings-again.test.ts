import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../core/contract/settings.ts';
import type { DecidedRows } from '../../../core/contract/settings.ts';
import { settingsAgain } from '../../../renderer/under-way/settings-again.ts';

const KEPT: DecidedRows = { decision: 'keep', reason: 'Deleted by mistake', rows: ['1'] };
const TAKEN: DecidedRows = { decision: 'take', reason: 'Corrected', rows: ['2', '3'] };

it('a completed run is run again without deciding on rows that stand since as the file has them', () => {
  const again = (decidedRows: DecidedRows[], status: 'completed' | 'halted') =>
    settingsAgain({ status, settings: { ...DEFAULT_SETTINGS, decidedRows } }).decidedRows;
  expect(again([KEPT, TAKEN], 'completed')).toEqual([KEPT]);
  expect(again([TAKEN], 'completed')).toBeUndefined();
  expect(again([KEPT, TAKEN], 'halted')).toEqual([KEPT, TAKEN]);
  expect(settingsAgain({ status: 'completed', settings: DEFAULT_SETTINGS })).toEqual(
    DEFAULT_SETTINGS,
  );
});
