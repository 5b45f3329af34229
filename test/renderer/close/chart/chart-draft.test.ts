import { describe, expect, it } from 'vitest';
import { EXAMPLE_CHART } from '../../../../core/contract/close/charts/example-chart.ts';
import { EMPTY_LINE, readLine } from '../../../../core/contract/close/charts/line-text.ts';
import {
  changedLine,
  chartOf,
  draftOf,
  lineOfActivity,
  movedLine,
  textsOf,
  withLine,
  withoutLine,
} from '../../../../renderer/close/chart/chart-draft.ts';

const DRAFT = draftOf(textsOf(EXAMPLE_CHART), '01.01.1900', EXAMPLE_CHART.note);
const names = ({ lines }: typeof DRAFT): readonly string[] => lines.map(({ text }) => text.name);

describe('a draft', () => {
  it('of a chart makes the same chart', () => {
    expect(chartOf(DRAFT, 1, EXAMPLE_CHART.from)).toEqual({ ok: true, chart: EXAMPLE_CHART });
  });

  it('keeps the order of its lines, which can be moved, and not over the ends', () => {
    const [first, second, ...others] = names(DRAFT);
    expect(names(movedLine(DRAFT, 0, 1))).toEqual([second, first, ...others]);
    expect(movedLine(DRAFT, 0, -1)).toBe(DRAFT);
    expect(movedLine(DRAFT, DRAFT.lines.length - 1, 1)).toBe(DRAFT);
    expect(names(withoutLine(DRAFT, 0))).toEqual([second, ...others]);
  });

  it('gives a new line a key of its own, whatever was taken out before', () => {
    const next = withLine(withoutLine(DRAFT, 1), EMPTY_LINE);
    expect(new Set(next.lines.map(({ key }) => key)).size).toBe(next.lines.length);
  });

  it('says by line and field what is wrong, and is no chart without lines', () => {
    const wrong = changedLine(DRAFT, 2, { ...DRAFT.lines[2]!.text, debit: '' });
    expect(chartOf(wrong, 2, '2026-01-01')).toEqual({
      ok: false,
      wrong: new Map([[2, { debit: 'Enter something here.' }]]),
    });
    expect(chartOf({ ...DRAFT, lines: [] }, 2, '2026-01-01').ok).toBe(false);
  });
});

it('a line for an amount has its type and reason, and the liability on the side of such movements', () => {
  const earned = lineOfActivity({ type: 'earned', reason: 'Why; not*?' }, '2150');
  expect(earned).toMatchObject({
    types: 'earned',
    reasons: '"Why; not*?"',
    credit: '2150',
    debit: '',
  });
  const spent = lineOfActivity({ type: 'spent', reason: '' }, '2150');
  expect(spent).toMatchObject({ types: 'spent', reasons: '(none)', debit: '2150', credit: '' });
  expect(readLine({ ...earned, debit: '4100' })).toMatchObject({
    line: { reasons: { is: 'one', reason: 'Why; not*?' } },
  });
});
