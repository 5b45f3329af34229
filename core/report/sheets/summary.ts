import {
  BRIDGE_TYPE_WORDS,
  inFile,
  rowsAtCutOff,
  setAsideByCurrency,
} from '../../contract/bridge.ts';
import type { BridgeLine } from '../../contract/bridge.ts';
import { EXCEPTIONS } from '../../contract/exceptions.ts';
import { explanation, matchRate, shareText } from '../../contract/totals.ts';
import type { Totals } from '../../ledger/draft.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import { decimalText } from '../../ledger/money.ts';
import { dayText } from '../../ledger/time.ts';
import { customerCount } from '../figures/customer-count.ts';
import type { ExceptionCount } from '../figures/exception-list.ts';
import type { RolledPeriod } from '../figures/roll-forward.ts';
import type { Report } from '../outputs/output.ts';
import type { Figure, Section } from '../xlsx/figure-sheet.ts';
import { figureSheet } from './sheet.ts';

/** Summary: what was reconciled, whether it was verified, and the sums that matter most. */
export const summary = figureSheet({
  title: 'Summary',
  heading: 'Thrive Cash reconciliation',
  sections: (report) => [
    ['Source', source(report)],
    ['Movements', movements(report)],
    ...bridge(report),
    ...Object.entries(report.totals).flatMap(([code, sums]) => [
      balance(code, sums),
      explained(code, sums),
      matching(code, sums),
    ]),
    ...period(report),
    [
      'Exceptions',
      report.exceptions.counts.map((one) =>
        text(named(EXCEPTIONS[one.code], one.currency), atStakeText(one)),
      ),
    ],
  ],
});

const text = (label: string, value: string): Figure => ({ label, value });
const count = (label: string, count: number): Figure => ({ label, value: { count } });
const money = (label: string, cents: number): Figure => ({ label, value: { cents } });

function source({ source, place, settings, checks }: Report): Figure[] {
  return [
    text('File', place.name),
    text('As of', dayText(source.asOf)),
    text('Period', settings.period ?? 'whole ledger'),
    text('Policy', settings.policy),
    text('Result', checks.every(({ passed }) => passed) ? 'verified' : 'NOT VERIFIED'),
  ];
}

function movements(report: Report): Figure[] {
  const { source } = report;
  return [
    count('Rows in the source', source.sourceRows),
    count('Accepted rows', source.control.rows),
    count('Rows after the cut-off', source.after.rows),
    count('Rows set aside', source.rejectedRows),
    ...setAsideByCurrency(source.bridge).flatMap(({ currency, cents, rows, unreadable }) => [
      ...(unreadable < rows ? [money(named('Amount set aside', currency), cents)] : []),
      ...(unreadable > 0
        ? [count(named('Rows set aside of unknown amount', currency), unreadable)]
        : []),
    ]),
    text('Quality score', shareText(source.qualityScore)),
    count('Customers', customerCount(report)),
    ...TYPE_NAMES.map((type) =>
      count(`${BRIDGE_TYPE_WORDS[type]} rows`, rowsAtCutOff(source.bridge, type)),
    ),
    text(
      'Redemptions fully covered',
      `${report.covered} of ${rowsAtCutOff(source.bridge, 'spent') + rowsAtCutOff(source.bridge, 'expired')}`,
    ),
  ];
}

/** From the file to the figures: its total = at the cut-off + after it + set aside, by currency and type. */
function bridge({ source }: Report): Section[] {
  const currencies = [...new Set(source.bridge.map(({ currency }) => currency))];
  return currencies.map((currency) => [
    `From the file to the figures${currency === '' ? '' : ` ${currency}`}`,
    source.bridge.filter((line) => line.currency === currency).flatMap(ofLine),
  ]);
}

function ofLine(line: BridgeLine): Figure[] {
  const { type, atCutOff, afterCutOff, setAside } = line;
  const name = BRIDGE_TYPE_WORDS[type];
  return [
    money(`${name}, in the file`, inFile(line).cents),
    ...(afterCutOff.rows > 0 ? [money('  less after the cut-off', -afterCutOff.cents)] : []),
    ...(setAside.rows > 0 ? [money('  less set aside', -setAside.cents)] : []),
    ...(setAside.unreadable > 0
      ? [count('  rows set aside of unknown amount', setAside.unreadable)]
      : []),
    ...(type === 'unknown' ? [] : [money(`${name}, at the cut-off`, atCutOff.cents)]),
  ];
}

function named(name: string, currency: string): string {
  return currency === '' ? name : `${name}, ${currency}`;
}

function balance(code: string, sums: Totals): Section {
  return [
    named('Balance', code),
    [
      money('Earned', sums.earned),
      money('Spent', -sums.spent),
      money('Expired', -sums.expired),
      money('Closing balance', sums.closing),
    ],
  ];
}

function explained(code: string, sums: Totals): Section {
  return [
    named('Closing balance analysis', code),
    explanation(sums).map(({ name, cents }) => money(name, cents)),
  ];
}

function matching(code: string, sums: Totals): Section {
  const rate = matchRate(sums);
  return [
    named('Matching', code),
    [
      money('Matched', sums.matched),
      money('Redeemed', sums.spent + sums.expired),
      text('Match rate, by value', rate === null ? 'nothing redeemed' : shareText(rate)),
      money('Untracked variance, gross', sums.untracked),
    ],
  ];
}

/** `3 (12.00)`, `2 (of unknown amount)`, `3 (12.00, and 1 of unknown amount)`. */
function atStakeText({ count, cents, unknown }: ExceptionCount): string {
  const parts = [
    ...(unknown < count ? [decimalText(cents)] : []),
    ...(unknown > 0 ? [`${unknown === count ? '' : `${unknown} `}of unknown amount`] : []),
  ];
  return `${count} (${parts.join(', and ')})`;
}

function period({ settings, figures }: Report): Section[] {
  return figures.period === null
    ? []
    : [[`Period ${settings.period}`, figures.period.flatMap(ofPeriod)]];
}

function ofPeriod(rolled: RolledPeriod): Figure[] {
  const { currency, opening, earned, spent, expired, closing } = rolled;
  return [
    ...(currency === '' ? [] : [text('Currency', currency)]),
    money('Opening', opening),
    money('Earned', earned),
    money('Spent', -spent),
    money('Expired', -expired),
    money('Closing', closing),
  ];
}
