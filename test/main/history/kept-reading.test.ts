import { expect, it } from 'vitest';
import type { Settings } from '../../../core/contract/settings.ts';
import { keptReading, readingBefore, readingOf } from '../../../main/history/kept-reading.ts';
import { scratchHistory, startRun } from './fixtures.ts';

it('puts what was said before what was kept, sheet by sheet', () => {
  const kept = { dates: 'dmy', sheets: { ledger: 'June', sales: 'Orders' } } as const;
  expect(readingBefore({}, kept)).toEqual(kept);
  expect(readingBefore({ dates: 'mdy', decimals: 'comma', sheets: { sales: null } }, kept)).toEqual(
    {
      dates: 'mdy',
      decimals: 'comma',
      sheets: { ledger: 'June', sales: null },
    },
  );
});

it('keeps no sheet for a role whose sheet was said for another', () => {
  const kept = { sheets: { ledger: 'June', sales: 'Orders', customers: null } } as const;
  expect(readingBefore({ sheets: { ledger: 'Orders' } }, kept)).toEqual({
    sheets: { ledger: 'Orders', customers: null },
  });
});

it('leaves out what nobody has said', () => {
  expect(readingBefore({ dates: undefined, sheets: undefined }, {})).toEqual({});
  expect(Object.keys(readingOf({ dates: undefined, decimals: 'point' }))).toEqual(['decimals']);
});

it('keeps the sheets that were found, and no name that no sheet had', () => {
  const history = scratchHistory();
  const { id: sourceId } = history.sourceAt('/data/a.xlsx');
  const said = (settings: Partial<Settings>) => startRun(history, { sourceId, settings }).id;
  said({ sheets: { ledger: 'June' } });
  const mistyped = said({ dates: 'dmy', sheets: { ledger: 'Juni' } });
  expect(keptReading(history, sourceId)).toEqual({ dates: 'dmy', sheets: { ledger: 'Juni' } });
  history.recordFindings(
    mistyped,
    [{ code: 'sheet.chosen-missing', severity: 'critical', count: 1 }],
    [],
  );
  expect(keptReading(history, sourceId)).toEqual({ dates: 'dmy', sheets: { ledger: 'June' } });
});
