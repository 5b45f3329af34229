import { expect, it } from 'vitest';
import { triangleRows } from '../../../../renderer/close/breakage/triangle-rows.ts';

const COHORTS = [
  {
    ...{ month: '2026-01', earned: 1000, redeemed: [100, 300], expired: 50, open: 550 },
    ...{ wholeAge: 0, ultimate: 0, breakage: 0, recognised: 0 },
  },
  {
    ...{ month: '2026-02', earned: 200, redeemed: [120], expired: 0, open: 80 },
    ...{ wholeAge: -1, ultimate: 0, breakage: 0, recognised: 0 },
  },
];

it('cells tell their share and how far it has come; the most is the darkest, nothing has no shade', () => {
  const [first, second] = triangleRows(COHORTS, 'share');
  expect(first!.cells).toEqual([
    { cents: 100, share: 0.1, cumulative: 0.1, isPartial: false, heat: 1 },
    { cents: 300, share: 0.3, cumulative: 0.4, isPartial: true, heat: 3 },
  ]);
  expect(second!.cells).toMatchObject([{ share: 0.6, isPartial: true, heat: 5 }]);
  expect(triangleRows(COHORTS, 'cumulative')[0]!.cells.map(({ heat }) => heat)).toEqual([1, 4]);
  const quiet = triangleRows([{ ...COHORTS[1]!, earned: 80, redeemed: [0] }], 'share');
  expect(quiet[0]!.cells).toMatchObject([{ share: 0, heat: 0 }]);
});

it('says of a row whether it adds up to earned', () => {
  expect(triangleRows(COHORTS, 'amounts').map(({ addsUp }) => addsUp)).toEqual([true, true]);
  const [wrong] = triangleRows([{ ...COHORTS[0]!, open: 551 }], 'amounts');
  expect(wrong!.addsUp).toBe(false);
});
