import { expect, it } from 'vitest';
import { closeBooks } from '../../../../core/close/books/close-books.ts';
import { signedParts } from '../../../../core/close/states/signed-parts.ts';
import type { SignedRun } from '../../../../core/close/states/signed-parts.ts';
import { EXAMPLE_CHART } from '../../../../core/contract/close/charts/example-chart.ts';
import { closeEntrySchema } from '../../../../core/contract/close/close-log.ts';
import { SIGNED_PARTS } from '../../../../core/contract/close/sign-off.ts';
import type { SignedPart } from '../../../../core/contract/close/sign-off.ts';
import { PLAIN_CALENDAR } from '../../../../core/periods/periods.ts';

const RUN: SignedRun = {
  ...{ id: 'r1', period: '2026-02', calendar: PLAIN_CALENDAR, asOfDay: '2026-02-28' },
  ...{ policy: 'exact', files: [{ name: 'a.csv', sha256: 'a' }], decisions: [] },
};
const ONE = [{ account: '2150', thresholdCents: 0 }];
const TWO = [...ONE, { account: '2160', thresholdCents: 0 }];
const LATE = { ...EXAMPLE_CHART, version: 2, from: '2026-03-01' };
const ITEM = {
  ...{ id: '1', kind: 'timing', account: '2150', currency: '', company: '', cents: 1000 },
  ...{ reference: '', explanation: 'Later.', openedOn: '2026-02-28', expectedBy: null },
  ...{ clearedOn: null, exception: null, attachment: null },
};
const balances = (account: string) => ({
  ...{ is: 'balances', file: null },
  balances: [{ account, currency: '', company: '', cents: 1 }],
});

/** The parts that are other than with nothing but terms, after something else was entered for February, or of March. */
function changedBy(run: SignedRun, given: object[], terms: object = {}, march: object[] = []) {
  const partsOf = (of: SignedRun, entered: readonly (readonly [string, object])[]) => {
    const log = entered.map(([period, entry], n) => {
      return { id: n, at: n, actor: 'Ann', period, entry: closeEntrySchema.parse(entry) };
    });
    return signedParts(of, closeBooks(log, '2026-02', PLAIN_CALENDAR));
  };
  const first = ['2026-02', { is: 'terms', terms: { accounts: ONE, ...terms } }] as const;
  const before = partsOf(RUN, [first]);
  const now = partsOf(run, [
    first,
    ...given.map((entry) => ['2026-02', entry] as const),
    ...march.map((entry) => ['2026-03', entry] as const),
  ]);
  return (Object.keys(SIGNED_PARTS) as SignedPart[]).filter((part) => now[part] !== before[part]);
}

it('another run, other decisions and other files are not what was signed', () => {
  expect(changedBy({ ...RUN, id: 'r2' }, [])).toEqual(['figures']);
  expect(changedBy({ ...RUN, decisions: [{ key: 'k' }] }, [])).toEqual(['exceptions']);
  expect(changedBy({ ...RUN, files: [] }, [])).toEqual(['files']);
});

it('what people enter changes the part that follows from it, and no other', () => {
  expect(changedBy(RUN, [{ is: 'item', item: ITEM }])).toEqual(['tie-out']);
  expect(changedBy(RUN, [balances('2150')])).toEqual(['tie-out']);
  const explained = { is: 'explained', key: 'total', explanation: 'A campaign.' };
  expect(changedBy(RUN, [explained])).toEqual(['flux']);
  const material = { is: 'terms', terms: { accounts: ONE, materialityCents: 5 } };
  expect(changedBy(RUN, [material])).toEqual(['exceptions']);
  expect(changedBy(RUN, [{ is: 'terms', terms: { accounts: ONE, breakage: { by: [] } } }])).toEqual(
    ['breakage'],
  );
});

it('what takes no part in the period changes nothing', () => {
  expect(changedBy(RUN, [balances('1000')])).toEqual([]);
  expect(changedBy(RUN, [{ is: 'chart', chart: EXAMPLE_CHART }])).toEqual([]);
  expect(changedBy(RUN, [{ is: 'terms', terms: { accounts: ONE, graceDays: 3 } }])).toEqual([]);
  const march = { ...ITEM, id: '2', openedOn: '2026-03-31' };
  expect(changedBy(RUN, [], {}, [{ is: 'item', item: march }, balances('2150')])).toEqual([]);
});

it('of several accounts the charts say what stands in which, from when they begin', () => {
  const terms = { accounts: TWO };
  expect(changedBy(RUN, [{ is: 'chart', chart: LATE }], terms)).toEqual([]);
  expect(changedBy(RUN, [{ is: 'chart', chart: EXAMPLE_CHART }], terms)).toEqual(['tie-out']);
});
