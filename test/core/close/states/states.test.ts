import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FluxLine } from '../../../../core/close/flux/flux.ts';
import { judged } from '../../../../core/close/states/actions.ts';
import type { CloseAction, CloseAtHand } from '../../../../core/close/states/actions.ts';
import { closeStanding } from '../../../../core/close/states/close-state.ts';
import { digestOf } from '../../../../core/close/states/digest.ts';
import { firstOpenPeriod } from '../../../../core/close/states/first-open-period.ts';
import { laterRows } from '../../../../core/close/states/later-rows.ts';
import { missingFor } from '../../../../core/close/states/requirements.ts';
import type { Readiness } from '../../../../core/close/states/requirements.ts';
import { closingBalances } from '../../../../core/close/tie-out/sub-ledger.ts';
import { closeEventSchema, SIGNED_PARTS } from '../../../../core/contract/close/sign-off.ts';
import type {
  CloseEvent,
  RequirementId,
  Signed,
  SignedPart,
} from '../../../../core/contract/close/sign-off.ts';
import type { TieOutLine } from '../../../../core/contract/close/tie-out.ts';
import { endOfDay } from '../../../../core/ledger/time.ts';
import { PLAIN_CALENDAR } from '../../../../core/periods/periods.ts';
import { drawn } from '../../../amount.ts';
import { closeLedgerOf, closeLedgers } from '../close-fixture.ts';

const PARTS = Object.keys(SIGNED_PARTS) as SignedPart[];
const SIGNED = Object.fromEntries(PARTS.map((part) => [part, digestOf(part)])) as Signed;
const READY: Readiness = {
  isVerified: true,
  tieOut: [{ isTied: true } as TieOutLine],
  journal: { isComplete: true, entries: [], proofs: [] },
  toBook: 0,
  undecided: 0,
  unexplained: [],
};
const PEOPLE = [
  { name: 'Ann Lee', roles: ['preparer' as const] },
  { name: 'Bo Ray', roles: ['reviewer' as const] },
  { name: 'Cy', roles: ['preparer' as const, 'reviewer' as const] },
];
const close = (given: Partial<CloseAtHand> = {}): CloseAtHand => ({
  events: [],
  now: SIGNED,
  readiness: READY,
  people: PEOPLE,
  ...given,
});

/** Does one thing after the other; what is refused is told by its reasons. */
function after(steps: readonly (readonly [CloseAction['is'], string, Partial<CloseAtHand>?])[]): {
  events: readonly CloseEvent[];
  refused: readonly (readonly string[])[];
} {
  let events: readonly CloseEvent[] = [];
  const refused: (readonly string[])[] = [];
  steps.forEach(([is, name, given], at) => {
    const action: CloseAction = is === 'reopen' ? { is, reason: 'A late invoice.' } : { is };
    const verdict = judged(action, { name, at }, close({ events, ...given }));
    if (verdict.isAllowed) events = [...events, closeEventSchema.parse(verdict.event)];
    else refused.push(verdict.reasons);
  });
  return { events, refused };
}
const stateAfter = (events: readonly CloseEvent[], now = SIGNED) =>
  closeStanding(events, now).state;

describe('a close', () => {
  it('is prepared, reviewed and locked by two people, and reopened with a reason', () => {
    const { events, refused } = after([
      ['prepare', 'Ann Lee'],
      ['review', 'Bo Ray'],
      ['lock', 'Bo Ray'],
    ]);
    expect(refused).toEqual([]);
    expect([0, 1, 2, 3].map((n) => stateAfter(events.slice(0, n)))).toEqual([
      'open',
      'prepared',
      'reviewed',
      'locked',
    ]);
    const reopened = after([
      ['prepare', 'Ann Lee'],
      ['review', 'Bo Ray'],
      ['lock', 'Bo Ray'],
      ['reopen', 'Ann Lee'],
      ['reopen', 'Bo Ray'],
    ]);
    expect(reopened.refused).toEqual([['Ann Lee is not a reviewer.']]);
    expect(stateAfter(reopened.events)).toBe('open');
    expect(reopened.events.at(-1)).toMatchObject({ reason: 'A late invoice.' });
    const noReason = judged(
      { is: 'reopen', reason: ' ' },
      { name: 'Bo Ray', at: 9 },
      close({ events }),
    );
    expect(noReason).toEqual({ isAllowed: false, reasons: ['A reason is missing.'] });
  });

  it('never takes one person for two, however the name is written', () => {
    expect(
      after([
        ['prepare', 'Cy'],
        ['review', ' CY '],
        ['review', 'Bo Ray'],
        ['lock', 'cy'],
      ]).refused,
    ).toEqual([
      ['Whoever prepared the period cannot review it.'],
      ['Whoever prepared the period cannot lock it.'],
    ]);
    expect(after([['prepare', 'Bo Ray']]).refused).toEqual([['Bo Ray is not a preparer.']]);
    expect(after([['prepare', 'Dee']]).refused).toEqual([
      ['Dee is not among the people of the close.'],
    ]);
    const anybody = { people: [] };
    expect(
      after([
        ['prepare', 'Dee', anybody],
        ['review', 'dee', anybody],
        ['review', 'Eve', anybody],
      ]),
    ).toMatchObject({ refused: [['Whoever prepared the period cannot review it.']] });
  });

  it('keeps to the order of its states', () => {
    expect(
      after([
        ['review', 'Bo Ray'],
        ['lock', 'Bo Ray'],
        ['reopen', 'Bo Ray'],
        ['prepare', 'Ann Lee'],
        ['prepare', 'Ann Lee'],
        ['lock', 'Bo Ray'],
      ]).refused,
    ).toEqual([
      ['The period is open, not prepared.'],
      ['The period is open, not reviewed.'],
      ['The period is open.'],
      ['The period is prepared already.'],
      ['The period is prepared, not reviewed.'],
    ]);
  });

  it('suspends its signatures when anything changes, says what, and is prepared again', () => {
    const { events } = after([
      ['prepare', 'Ann Lee'],
      ['review', 'Bo Ray'],
    ]);
    for (const part of PARTS) {
      const now = { ...SIGNED, [part]: digestOf('another') };
      expect(closeStanding(events, now)).toMatchObject({ state: 'reviewed', changed: [part] });
      const changed = close({ events, now });
      expect(judged({ is: 'lock' }, { name: 'Bo Ray', at: 3 }, changed)).toMatchObject({
        isAllowed: false,
        reasons: [expect.stringContaining('prepared again')],
      });
      const again = judged({ is: 'prepare' }, { name: 'Ann Lee', at: 4 }, changed);
      if (!again.isAllowed) throw new Error(again.reasons.join(' '));
      const standing = closeStanding([...events, again.event], now);
      expect(standing).toMatchObject({ state: 'prepared', changed: [] });
      expect(standing.signatures).toHaveLength(1);
    }
    expect(closeStanding(events, SIGNED).changed).toEqual([]);
    expect(closeStanding([], { ...SIGNED, flux: '' })).toMatchObject({
      state: 'open',
      changed: [],
    });
  });

  it('has no two signatures of one person, whatever is tried in whatever order', () => {
    const step = fc.tuple(
      fc.constantFrom('prepare', 'review', 'lock', 'reopen'),
      fc.constantFrom('Ann Lee', 'Bo Ray', 'Cy', 'cy'),
      fc.constantFrom(SIGNED, { ...SIGNED, entries: digestOf('other') }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const { events } = after(
          steps.map(([is, name, now]) => [is as CloseAction['is'], name, { now }] as const),
        );
        events.forEach((_, n) => {
          const { state, signatures } = closeStanding(events.slice(0, n + 1), SIGNED);
          const names = signatures.map(({ by }) => by.toLowerCase());
          expect(names[0] === undefined || !names.slice(1).includes(names[0])).toBe(true);
          expect(signatures.map(({ is }) => is)).toEqual(
            ['prepared', 'reviewed', 'locked'].slice(0, signatures.length),
          );
          expect(state === 'open').toBe(signatures.length === 0);
          // Nobody signs anything else than what the one before has signed.
          for (const { signed } of signatures) expect(signed).toEqual(signatures[0]!.signed);
        });
      }),
      drawn(2000),
    );
  });
});

describe('what is missing', () => {
  it.each([
    ['verified', { isVerified: false }, /not verified/],
    ['tied-out', { tieOut: [] }, /nothing to tie out/],
    [
      'tied-out',
      {
        tieOut: [
          { account: '2150', currency: 'USD', company: '', unexplained: 1250, isTied: false },
          { account: '2160', currency: '', company: '', unexplained: null, isTied: false },
        ] as TieOutLine[],
      },
      /2150 USD leaves 12\.50 unexplained; 2160 has no balance/,
    ],
    ['entries', { journal: { isComplete: false, unmapped: [] } }, /no account/],
    [
      'entries',
      {
        journal: {
          isComplete: true,
          entries: [],
          proofs: [
            {
              period: '2026-03',
              currency: 'USD',
              booked: 0,
              posted: 1,
              movement: 2,
              agrees: false,
            },
          ],
        },
      },
      /2026-03 USD/,
    ],
    ['booked', { toBook: 2 }, /2 entries are not booked/],
    ['exceptions', { undecided: 1 }, /1 material exception is not decided/],
    ['flux', { unexplained: [{}, {}] as FluxLine[] }, /2 lines want/],
  ] as [RequirementId, Partial<Readiness>, RegExp][])(
    'of %s is said, and nothing is prepared',
    (id, given, sentence) => {
      const readiness = { ...READY, ...given };
      expect(missingFor(readiness)).toEqual([{ id, sentence: expect.stringMatching(sentence) }]);
      expect(
        judged({ is: 'prepare' }, { name: 'Ann Lee', at: 0 }, close({ readiness })),
      ).toMatchObject({ isAllowed: false, reasons: [expect.stringMatching(sentence)] });
    },
  );

  it('is nothing where all is there', () => {
    expect(missingFor(READY)).toEqual([]);
  });
});

it('a digest is of what is said, not of the order in which it is', () => {
  expect(digestOf({ a: 1, b: [{ c: 2, d: 3 }] })).toBe(digestOf({ b: [{ d: 3, c: 2 }], a: 1 }));
  expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: 2 }));
  expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]));
});

describe('rows of a locked period', () => {
  it('that come later are told, and add up to what they change', () => {
    const until = endOfDay('2025-09-30')!;
    fc.assert(
      fc.property(
        closeLedgers,
        closeLedgers,
        fc.integer({ min: 0, max: 40 }),
        (rows, others, kept) => {
          const ids = new Set(rows.map(({ id }) => id));
          const changed = [
            ...rows.slice(0, kept),
            ...others.filter(({ id }) => !ids.has(id)),
            ...rows
              .slice(kept + 2)
              .map((row, i) => (i === 0 ? { ...row, cents: row.cents + 7 } : row)),
          ];
          const [locked, now] = [closeLedgerOf(rows), closeLedgerOf(changed)];
          const later = laterRows(locked, now, until);
          const owed = (all: typeof rows, currency: string): number =>
            closingBalances(
              closeLedgerOf(all.filter((row) => row.at <= until && row.currency === currency)),
              null,
              '',
            ).reduce((sum, { cents }) => sum + cents, 0);
          for (const currency of ['USD', 'EUR'])
            expect(
              later.reduce(
                (sum, row) =>
                  sum + (row.currency === currency ? (row.now ?? 0) - (row.before ?? 0) : 0),
                0,
              ),
            ).toBe(owed(changed, currency) - owed(rows, currency));
          expect(laterRows(now, now, until)).toEqual([]);
          for (const { createdAt } of later) expect(createdAt).toBeLessThanOrEqual(until);
        },
      ),
      drawn(500),
    );
  });

  it('are posted in the first period that is not locked', () => {
    const locked = new Set(['2026-01', '2026-02', '2026-04']);
    const stateOf = (period: string) => (locked.has(period) ? 'locked' : 'open');
    expect(firstOpenPeriod('2026-01', stateOf, 'month', PLAIN_CALENDAR)).toEqual({
      period: '2026-03',
      date: '2026-03-31',
    });
  });
});
