import { closeBooks } from '../../../../core/close/books/close-books.ts';
import { closeOf } from '../../../../core/close/period/close-of-run.ts';
import type { ClosedRun } from '../../../../core/close/period/close-of-run.ts';
import { closingBalances } from '../../../../core/close/tie-out/sub-ledger.ts';
import { chartSchema } from '../../../../core/contract/close/chart.ts';
import { closeEntrySchema } from '../../../../core/contract/close/close-log.ts';
import type { LoggedClose } from '../../../../core/contract/close/close-log.ts';
import type { CloseView } from '../../../../core/contract/close/close-view.ts';
import { matchLedger } from '../../../../core/match/match.ts';
import { PLAIN_CALENDAR, spanOfPeriod } from '../../../../core/periods/periods.ts';
import { closeView } from '../../../../main/close/close-view.ts';
import { closeLedgerOf, customerGroupsOf } from '../../close/close-fixture.ts';
import type { CloseMovement } from '../../close/close-fixture.ts';

const PERIOD = '2026-02';
const LIABILITY = '2150 Store credit liability';

/** Two currencies, companies and reasons over fourteen months. */
function movements(): readonly CloseMovement[] {
  return Array.from({ length: 160 }, (_, n): CloseMovement => {
    const at = Date.UTC(2025, n % 14, 1 + (n % 27));
    const type = (['earned', 'spent', 'earned', 'expired'] as const)[n % 4]!;
    return {
      id: String(n + 1),
      type,
      at,
      customer: String(1 + (n % 5)),
      currency: n % 3 === 0 ? 'EUR' : 'USD',
      cents: type === 'earned' ? 3000 + 7 * n : 800 + n,
      reason: n % 4 === 0 ? 'Refund' : 'Goodwill',
      expires: n % 7 === 0 ? at + 90 * 86_400_000 : null,
    };
  });
}

const lineOf = (type: string): object => ({
  name: type,
  types: [type],
  reasons: { is: 'any' },
  groups: {},
  debit: type === 'earned' ? '6400 Goodwill' : LIABILITY,
  credit: type === 'earned' ? LIABILITY : '4000 Sales',
  memo: `Store credit ${type} {PERIOD}`,
  dimensions: { REGION: '{REGION}' },
});

/** The close of a month as an auditor sees it: items, entries that are booked and to be booked, estimates, and explanations. */
export function closedMonth(): CloseView {
  const ledger = closeLedgerOf(movements());
  const run: ClosedRun = {
    id: 'r1',
    period: PERIOD,
    kind: 'month',
    calendar: PLAIN_CALENDAR,
    asOf: spanOfPeriod(PERIOD, PLAIN_CALENDAR)!.end,
    asOfDay: '2026-02-28',
    policy: 'one-to-one',
    ledger,
    matching: matchLedger(ledger, 'one-to-one'),
    customerGroups: customerGroupsOf(ledger),
    isVerified: true,
    files: [],
    decisions: [],
    undecided: 0,
  };
  const log: LoggedClose[] = [];
  const add = (period: string | null, entry: object): void => {
    const id = log.length + 1;
    log.push({ id, at: id, actor: 'Ann', period, entry: closeEntrySchema.parse(entry) });
  };
  const books = () => closeBooks(log, PERIOD, PLAIN_CALENDAR);
  const escheated = { is: 'escheatable', reason: 'Unclaimed property.' };
  add(null, {
    is: 'terms',
    terms: {
      accounts: [{ account: LIABILITY, thresholdCents: 500 }],
      breakage: {
        by: ['REASON'],
        classes: [{ of: { REASON: 'Goodwill' }, expectation: escheated }],
      },
      flux: { thresholdCents: 1000 },
    },
  });
  const chart = ['earned', 'spent', 'expired'].map(lineOf);
  add(null, {
    is: 'chart',
    chart: chartSchema.parse({ version: 1, from: '2025-01-01', note: 'First.', lines: chart }),
  });
  // One balance is missing, one is off by what an item explains.
  const balances = closingBalances(ledger, run.customerGroups, LIABILITY)
    .filter(({ company, currency }) => company !== 'South' || currency !== 'EUR')
    .map(({ cents, ...place }) => ({
      ...place,
      cents: cents + (place.company === 'North' ? 1250 : 0),
    }));
  add(PERIOD, { is: 'balances', balances, file: null });
  const item = {
    kind: 'timing',
    account: LIABILITY,
    company: 'North',
    reference: 'JE-7',
    explanation: 'Posted on 1 March, = not a formula.',
    openedOn: '2026-01-31',
    expectedBy: '2026-02-15',
    clearedOn: null,
    exception: null,
    attachment: { name: 'slip.pdf', sha256: 'a'.repeat(64) },
  };
  for (const currency of ['USD', 'EUR'])
    add(PERIOD, { is: 'item', item: { ...item, id: currency, currency, cents: 1250 } });
  const close = () => closeOf(run, books());
  const [first, ...others] = close().toBook;
  add(PERIOD, { is: 'booked', entries: [first], trueUps: {} });
  add(PERIOD, { is: 'posted', entry: first!.id, number: 'GL-77' });
  if (others.length === 0) throw new Error('There is nothing left to book.');
  const over = close().flux.find(({ wantsExplanation }) => wantsExplanation)!;
  add(PERIOD, { is: 'explained', key: over.key, explanation: 'A campaign.' });
  const source = { id: 1, name: 'Shop' } as Parameters<typeof closeView>[0]['source'];
  return closeView({ source, run, books: books(), close: close() });
}
