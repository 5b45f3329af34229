import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeBooks } from '../../../../core/close/books/close-books.ts';
import { closeOf, trueUpsOf } from '../../../../core/close/period/close-of-run.ts';
import type { Close, ClosedRun } from '../../../../core/close/period/close-of-run.ts';
import { judged } from '../../../../core/close/states/actions.ts';
import type { CloseAction } from '../../../../core/close/states/actions.ts';
import { closingBalances } from '../../../../core/close/tie-out/sub-ledger.ts';
import { chartSchema } from '../../../../core/contract/close/chart.ts';
import { closeEntrySchema } from '../../../../core/contract/close/close-log.ts';
import type { CloseEntry, LoggedClose } from '../../../../core/contract/close/close-log.ts';
import type { JournalEntry } from '../../../../core/contract/close/journal.ts';
import { SIGNED_PARTS } from '../../../../core/contract/close/sign-off.ts';
import { POLICIES } from '../../../../core/contract/settings.ts';
import type { Policy } from '../../../../core/contract/settings.ts';
import { matchLedger } from '../../../../core/match/match.ts';
import { dayText } from '../../../../core/ledger/time.ts';
import { PLAIN_CALENDAR, spanOfPeriod } from '../../../../core/periods/periods.ts';
import { drawn } from '../../../amount.ts';
import { closeLedgerOf, closeLedgers, customerGroupsOf } from '../close-fixture.ts';
import type { CloseMovement } from '../close-fixture.ts';

const ACCOUNT = '2150';
const CHART = chartSchema.parse({
  version: 1,
  from: '2025-01-01',
  note: 'First.',
  lines: ['earned', 'spent', 'expired'].map((type) => ({
    name: type,
    types: [type],
    reasons: { is: 'any' },
    groups: {},
    debit: type === 'earned' ? '6000' : ACCOUNT,
    credit: type === 'earned' ? ACCOUNT : '4000',
    memo: type,
    dimensions: {},
  })),
});

/** A log of what is entered for periods, as the history keeps it. */
function emptyLog() {
  const log: LoggedClose[] = [];
  return {
    add(period: string | null, entry: object): void {
      const id = log.length + 1;
      log.push({ id, at: id, actor: 'test', period, entry: closeEntrySchema.parse(entry) });
    },
    books: (period: string) => closeBooks(log, period, PLAIN_CALENDAR),
  };
}

function runOf(movements: readonly CloseMovement[], period: string, policy: Policy): ClosedRun {
  const { end } = spanOfPeriod(period, PLAIN_CALENDAR)!;
  const ledger = closeLedgerOf(movements.filter(({ at }) => at <= end));
  return {
    id: `run of ${period}`,
    period,
    kind: 'month',
    calendar: PLAIN_CALENDAR,
    asOf: end,
    asOfDay: dayText(end),
    policy,
    ledger,
    matching: matchLedger(ledger, policy),
    customerGroups: customerGroupsOf(ledger),
    isVerified: true,
    files: [],
    decisions: [],
    undecided: 0,
  };
}

/** A log with what a month needs to be prepared, of which the general ledger is off by 12.50 that an item explains. */
function monthEntered(run: ClosedRun) {
  const log = emptyLog();
  const { ledger, customerGroups, period } = run;
  log.add(null, {
    is: 'terms',
    terms: {
      accounts: [{ account: ACCOUNT, thresholdCents: 0 }],
      breakage: { by: [], remoteAfterMonths: 6 },
      flux: { thresholdCents: 1_000_000 },
    },
  });
  log.add(null, { is: 'chart', chart: CHART });
  const owed = closingBalances(ledger, customerGroups, ACCOUNT);
  const currencies = [...new Set(['USD', ...owed.map(({ currency }) => currency)])];
  const balances = currencies.map((currency) => ({
    account: ACCOUNT,
    currency,
    company: '',
    cents:
      owed.reduce((sum, one) => sum + (one.currency === currency ? one.cents : 0), 0) +
      (currency === 'USD' ? 1250 : 0),
  }));
  log.add(period, { is: 'balances', balances, file: null });
  return log;
}

const ITEM = {
  id: '1',
  kind: 'timing',
  account: ACCOUNT,
  currency: 'USD',
  company: '',
  cents: 1250,
  reference: '',
  explanation: 'Posted on 1 March.',
  openedOn: '2026-02-28',
  expectedBy: null,
  clearedOn: null,
  exception: null,
  attachment: null,
};

function booked(close: Close): CloseEntry {
  return closeEntrySchema.parse({
    is: 'booked',
    entries: close.toBook,
    trueUps: trueUpsOf(close),
  });
}

const signed = Object.fromEntries(Object.keys(SIGNED_PARTS).map((part) => [part, 'a digest']));
const locked = { is: 'locked', by: 'Bo', at: 1, signed };
const reopened = { is: 'reopened', by: 'Bo', at: 2, reason: 'A late row.' };

describe('a month', () => {
  it('is closed end to end: tied out, booked, signed by two people, locked, and reopened', () => {
    fc.assert(
      fc.property(closeLedgers, fc.constantFrom(...POLICIES), (movements, policy) => {
        const run = runOf(movements, '2026-02', policy);
        const log = monthEntered(run);
        const now = (): Close => closeOf(run, log.books('2026-02'));
        expect(now().missing[0]).toEqual({
          id: 'tied-out',
          sentence: 'Not tied out: 2150 USD leaves 12.50 unexplained.',
        });
        log.add('2026-02', { is: 'item', item: ITEM });
        expect(now().missing.map(({ id }) => id)).toEqual(
          now().toBook.length > 0 ? ['booked'] : [],
        );
        if (now().toBook.length > 0) log.add('2026-02', booked(now()));
        expect(now().toBook).toEqual([]);
        expect(now().missing).toEqual([]);
        const take = (action: CloseAction, name: string): void => {
          const { events } = log.books('2026-02');
          const close = { events, now: now().now, readiness: now().readiness, people: [] };
          const verdict = judged(action, { name, at: 1 }, close);
          if (!verdict.isAllowed) throw new Error(verdict.reasons.join(' '));
          log.add('2026-02', { is: 'event', run: run.id, event: verdict.event });
        };
        take({ is: 'prepare' }, 'Ann');
        take({ is: 'review' }, 'Bo');
        take({ is: 'lock' }, 'Bo');
        expect(now().standing).toMatchObject({ state: 'locked', changed: [] });

        // The next month is closed, and its item cleared: what was signed stays signed.
        const next = runOf(movements, '2026-03', policy);
        log.add('2026-03', { is: 'item', item: { ...ITEM, clearedOn: '2026-03-05' } });
        const later = closeOf(next, log.books('2026-03'));
        if (later.toBook.length > 0) log.add('2026-03', booked(later));
        expect(now().standing).toMatchObject({ state: 'locked', changed: [] });

        // Terms, charts and items that are changed for later months leave it as it was locked, in every figure.
        const asLocked = JSON.stringify(now());
        const inMarch = (): Close => closeOf(next, log.books('2026-03'));
        const terms = { ...log.books('2026-03').terms, materialityCents: 7, graceDays: 30 };
        log.add(null, { is: 'terms', terms: { ...terms, accounts: [], breakage: null } });
        log.add(null, { is: 'chart', chart: { ...CHART, version: 2, lines: [CHART.lines[0]!] } });
        log.add('2026-03', { is: 'item', item: { ...ITEM, explanation: 'Another.' } });
        expect(JSON.stringify(now())).toBe(asLocked);
        expect(log.books('2026-02').termsNow.graceDays).toBe(30);
        expect(inMarch()).toMatchObject({ tieOut: [], breakage: null });

        // What is changed of the month itself suspends the signatures, and says so.
        log.add('2026-02', { is: 'explained', key: 'a line', explanation: 'A campaign.' });
        expect(now().standing.changed).toEqual(['flux']);
        take({ is: 'reopen', reason: 'An item was wrong.' }, 'Bo');
        expect(now()).toMatchObject({ standing: { state: 'open' }, tieOut: [], breakage: null });
        expect(log.books('2026-02').run).toBe(run.id);
      }),
      drawn(300),
    );
  });

  it('that is locked gets later rows as corrections in the next one, which change as much', () => {
    fc.assert(
      fc.property(closeLedgers, fc.integer({ min: 0, max: 20 }), (movements, late) => {
        const first = runOf(movements.slice(late), '2026-02', 'exact');
        const log = monthEntered(first);
        const entered = closeOf(first, log.books('2026-02'));
        fc.pre(entered.journal.isComplete && entered.journal.entries.length > 0);
        log.add('2026-02', booked(entered));
        const next = runOf(movements, '2026-03', 'exact');
        const postedIn = (period: string): readonly JournalEntry[] => {
          const { journal } = closeOf({ ...next, period }, log.books(period));
          if (!journal.isComplete) throw new Error('There are amounts without an account.');
          for (const { agrees } of journal.proofs) expect(agrees).toBe(true);
          for (const entry of journal.entries) {
            expect(entry.period).toBe(period);
            expect(entry.kind).toBe(
              entry.of === period && period !== '2026-02' ? 'period' : 'correction',
            );
          }
          return journal.entries.filter(({ of }) => of === '2026-02');
        };
        // What is open is corrected in itself, and nowhere else: no change is posted twice.
        const open = postedIn('2026-02');
        expect(postedIn('2026-03')).toEqual([]);
        expect(postedIn('2026-04')).toEqual([]);
        log.add('2026-02', { is: 'event', run: '1', event: locked });
        const corrections = postedIn('2026-03');
        expect(corrections.map(({ lines }) => lines)).toEqual(open.map(({ lines }) => lines));
        expect(postedIn('2026-04')).toEqual([]);
        // Once it is booked it is posted, wherever one looks.
        if (corrections.length > 0)
          log.add('2026-03', { is: 'booked', entries: corrections, trueUps: {} });
        expect(postedIn('2026-03')).toEqual([]);
        log.add('2026-02', { is: 'event', run: '1', event: reopened });
        expect(postedIn('2026-02')).toEqual([]);
      }),
      drawn(300),
    );
  });
});

it('an entry is reversed in the next open period, where terms or a person ask for it, and once', () => {
  const at = Date.UTC(2026, 1, 5);
  const row = {
    ...{ id: '1', type: 'earned' as const, at, customer: '9', currency: 'USD', cents: 500 },
    ...{ reason: 'Refund', expires: null },
  };
  const log = emptyLog();
  log.add(null, { is: 'chart', chart: CHART });
  const closeIn = (period: string): Close =>
    closeOf(runOf([row], period, 'exact'), log.books(period));
  const idsIn = (period: string) => closeIn(period).toBook.map(({ id }) => id);
  log.add('2026-02', booked(closeIn('2026-02')));
  expect(idsIn('2026-03')).toEqual([]);
  log.add('2026-02', { is: 'reversal', entry: 'SC-2026-02-USD', isWanted: true });
  expect(closeIn('2026-03').toBook).toMatchObject([
    { id: 'SC-2026-02-USD-R', kind: 'reversal', date: '2026-03-01', reverses: 'SC-2026-02-USD' },
  ]);
  expect(idsIn('2026-04')).toEqual([]);
  // A locked period takes nothing any more.
  log.add('2026-03', { is: 'event', run: '1', event: locked });
  expect(idsIn('2026-04')).toEqual(['SC-2026-02-USD-R']);
  log.add('2026-04', booked(closeIn('2026-04')));
  expect([...idsIn('2026-04'), ...idsIn('2026-05')]).toEqual([]);

  // Terms say so of what is booked from then on.
  log.add(null, { is: 'terms', terms: { reverse: ['period'] } });
  row.at = Date.UTC(2026, 4, 5);
  log.add('2026-05', booked({ ...closeIn('2026-05'), toBook: [may(closeIn('2026-05'))] }));
  expect(idsIn('2026-06')).toEqual(['SC-2026-05-USD-R']);
  log.add('2026-05', { is: 'reversal', entry: 'SC-2026-05-USD', isWanted: false });
  expect(idsIn('2026-06')).toEqual([]);
});

const may = ({ toBook }: Close): JournalEntry => toBook.find(({ kind }) => kind === 'period')!;

it('what is booked is booked once, whatever kinds of periods are closed', () => {
  const row = (id: string, month: number): CloseMovement => ({
    ...{ id, type: 'earned', at: Date.UTC(2026, month, 5), customer: '9', currency: 'USD' },
    ...{ cents: 500, reason: 'Refund', expires: null },
  });
  const rows = [row('1', 0), row('2', 1), row('3', 2)];
  const closeIn = (log: ReturnType<typeof emptyLog>, period: string): Close => {
    const kind = period.includes('Q') ? 'quarter' : 'month';
    return closeOf({ ...runOf(rows, period, 'exact'), kind }, log.books(period));
  };
  const months = emptyLog();
  months.add(null, { is: 'chart', chart: CHART });
  for (const month of ['2026-01', '2026-02']) months.add(month, booked(closeIn(months, month)));
  // Of the quarter only its third month is left; that makes the whole what the roll-forward moved.
  expect(closeIn(months, '2026-Q1').toBook).toMatchObject([
    { of: '2026-Q1', lines: [{ debit: 0, credit: 500 }, { debit: 500 }] },
  ]);
  expect(closeIn(months, '2026-Q1').missing.map(({ id }) => id)).not.toContain('entries');
  months.add('2026-03', booked(closeIn(months, '2026-03')));
  expect(closeIn(months, '2026-Q1').toBook).toEqual([]);

  const quarter = emptyLog();
  quarter.add(null, { is: 'chart', chart: CHART });
  quarter.add('2026-Q1', booked(closeIn(quarter, '2026-Q1')));
  expect(closeIn(quarter, '2026-02').toBook).toEqual([]);
});

it('a close without a chart or an account says what is missing', () => {
  const run = runOf([], '2026-02', 'exact');
  const { missing, standing } = closeOf(run, emptyLog().books('2026-02'));
  expect(missing.map(({ id }) => id)).toEqual(['tied-out']);
  expect(standing).toMatchObject({ state: 'open', signatures: [] });
});
