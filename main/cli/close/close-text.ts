import { estimateWarning } from '../../../core/contract/close/breakage.ts';
import type { ChartLine } from '../../../core/contract/close/chart.ts';
import { compareCharts } from '../../../core/contract/close/charts/compare-charts.ts';
import { EXPIRY_EXCEPTIONS } from '../../../core/contract/close/expiry.ts';
import type { JournalEntry } from '../../../core/contract/close/journal.ts';
import { CLOSE_STATES, SIGNED_PARTS } from '../../../core/contract/close/sign-off.ts';
import type { LaterRow } from '../../../core/contract/close/sign-off.ts';
import { ITEM_KINDS } from '../../../core/contract/close/tie-out.ts';
import { decimalText } from '../../../core/ledger/money.ts';
import { dayText } from '../../../core/ledger/time.ts';
import type { PeriodClose } from '../../close/period-close.ts';
import type { CloseCommand } from '../arguments/command.ts';
import type { CloseTold } from './close-told.ts';

/** Where a close stands, and what the step was about, as text. */
export function closeText(step: CloseCommand['step'], at: CloseTold): string {
  const { later, customers, files } = at;
  const parts = [
    standingLines(at),
    step === 'tie-out' || step === 'item' || step === 'status' ? tieOutLines(at) : [],
    step === 'chart' ? chartLines(at) : [],
    step === 'journal' || step === 'reverse' ? journalLines(at) : [],
    step === 'expiry' ? expiryLines(at) : [],
    customers === null ? [] : customerLines(customers),
    later.map(laterLine),
    files.map((path) => `Written    ${path}`),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function standingLines({ source, run, close }: PeriodClose): readonly string[] {
  const { state, signatures, changed } = close.standing;
  const suspended = changed.map((part) => SIGNED_PARTS[part].toLowerCase()).join(', ');
  return [
    `${source.name}, ${run.period}: ${CLOSE_STATES[state].title.toLowerCase()}`,
    `Run        ${run.id}`,
    ...signatures.map(
      ({ is, by, at }) => `${CLOSE_STATES[is].title.padEnd(10)} ${by}, ${dayText(at)}`,
    ),
    ...(changed.length === 0 ? [] : [`Suspended  changed since it was signed: ${suspended}`]),
    ...close.missing.map(({ sentence }) => `Missing    ${sentence}`),
  ];
}

function tieOutLines({ close }: PeriodClose): readonly string[] {
  return close.tieOut.flatMap((line) => [
    [line.account, line.currency, line.company].filter((part) => part !== '').join(' '),
    `  General ledger ${amount(line.gl)}, sub-ledger ${amount(line.subLedger)}, difference ${amount(line.difference)}`,
    ...line.items.map(
      ({ kind, cents, ageDays, explanation }) =>
        `  ${ITEM_KINDS[kind].title}: ${amount(cents)}, ${ageDays} days old: ${explanation}`,
    ),
    `  Unexplained ${amount(line.unexplained)}${line.isTied ? ', tied out' : ''}`,
  ]);
}

function journalLines({ run, books, close }: PeriodClose): readonly string[] {
  const { journal, toBook } = close;
  if (!journal.isComplete)
    return journal.unmapped.map(
      ({ type, reason, currency, cents }) =>
        `No account ${[type, reason, decimalText(cents), currency].filter((part) => part !== '').join(' ')}`,
    );
  const booked = books.booked.filter(({ period }) => period === run.period);
  const warning = close.breakage === null ? null : estimateWarning(run.policy);
  return [
    ...(warning === null ? [] : [`Breakage   ${warning}`]),
    ...toBook.flatMap((entry) => entryLines('To book', entry)),
    ...booked.flatMap((entry) => entryLines('Booked', entry)),
    ...journal.proofs.map(
      ({ period, currency, booked: before, posted, movement, agrees }) =>
        `${`${period} ${currency}`.trim()}: the liability changes by ${amount(before + posted)}, the roll-forward by ${amount(movement)}${agrees ? '' : '; they differ'}`,
    ),
  ];
}

function entryLines(word: string, { id, date, lines }: JournalEntry): readonly string[] {
  return [
    `${word.padEnd(10)} ${id}, ${date}`,
    ...lines.map(
      ({ account, debit, credit }) =>
        `  ${account}: ${debit > 0 ? `debit ${decimalText(debit)}` : `credit ${decimalText(credit)}`}`,
    ),
  ];
}

function expiryLines({ close }: PeriodClose): readonly string[] {
  if (close.expiry.length === 0) return ['No open lot is past its expiry.'];
  return close.expiry.map(
    ({ code, customer, currency, cents, ids, message }) =>
      `${EXPIRY_EXCEPTIONS[code]}: ${ids.join(' of ')}, customer ${customer}, ${[amount(cents), currency].join(' ').trim()}: ${message}`,
  );
}

/** As many customers are told; all of them are in `--json`. */
const MOST_CUSTOMERS = 20;

function customerLines({
  differences,
  byCurrency,
}: NonNullable<CloseTold['customers']>): readonly string[] {
  const more = differences.length - MOST_CUSTOMERS;
  return [
    ...byCurrency.map(
      ({ currency, platform, ledger, equal, different }) =>
        `Customers  platform ${amount(platform)}, ledger ${amount(ledger)} ${currency}`.trimEnd() +
        `: ${equal} agree, ${different} differ`,
    ),
    ...differences
      .slice(0, MOST_CUSTOMERS)
      .map(
        ({ customer, platform, ledger, cents }) =>
          `  ${customer}: platform ${listed(platform)}, ledger ${listed(ledger)}, difference ${amount(cents)}`,
      ),
    ...(more > 0 ? [`  and ${more} more: --json has all of them`] : []),
  ];
}

function listed(cents: number | null): string {
  return cents === null ? 'not listed' : decimalText(cents);
}

function laterLine({
  what,
  type,
  id,
  customer,
  currency,
  createdAt,
  before,
  now,
}: LaterRow): string {
  const change =
    `${before === null ? '' : amount(before)} → ${now === null ? '' : amount(now)}`.trim();
  return `Later row  ${what}: ${type} ${id} of ${customer}, ${dayText(createdAt)}, ${change} ${currency}`.trim();
}

function amount(cents: number | null): string {
  return cents === null ? 'not given' : decimalText(cents);
}

/** The versions of the chart of accounts, each with what it has otherwise than the one before. */
function chartLines({ books: { charts } }: PeriodClose): readonly string[] {
  if (charts.length === 0) return ['There is no chart of accounts: enter one with close record.'];
  return charts.flatMap(({ version, from, note, lines }, c) => {
    const { added, removed, changed, isReordered } = compareCharts(charts[c - 1] ?? { lines: [] }, {
      lines,
    });
    const told = (words: string, { name, debit, credit }: ChartLine): string =>
      `  ${words.padEnd(9)}${name}: debit ${debit}, credit ${credit}`;
    return [
      `Version ${version}, from ${from}: ${note}`,
      ...added.map((line) => told(c === 0 ? '' : 'added', line)),
      ...removed.map((line) => told('removed', line)),
      ...changed.map(({ now }) => told('changed', now)),
      ...(isReordered ? ['  Its lines stand in another order.'] : []),
    ];
  });
}
