import { inFile } from '../../contract/bridge.ts';
import type { BridgeLine } from '../../contract/bridge.ts';
import { EXCEPTIONS } from '../../contract/exceptions.ts';
import type { Totals } from '../../ledger/draft.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import { dayText } from '../../ledger/time.ts';
import { customerCount } from '../figures/customer-count.ts';
import { ofPeriod } from '../figures/roll-forward.ts';
import type { Month } from '../figures/roll-forward.ts';
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
    ...Object.entries(report.byCurrency ?? { '': report.totals }).flatMap(([code, sums]) => [
      balance(code, sums),
      explanation(code, sums),
    ]),
    ...period(report),
    [
      'Exceptions',
      report.exceptions.counts.map(({ code, count, cents }) =>
        text(EXCEPTIONS[code].title, `${count} (${(cents / 100).toFixed(2)})`),
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
    count('Quarantined rows', source.rejectedRows),
    money('Quarantined amount', source.rejectedCents),
    text('Quality score', `${(source.qualityScore * 100).toFixed(2)} %`),
    count('Customers', customerCount(report)),
    ...TYPE_NAMES.map((type) => count(`${capital(type)} rows`, rowsAtCutOff(source.bridge, type))),
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
  const name = type === 'unknown' ? 'Of unknown type' : capital(type);
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

function rowsAtCutOff(lines: readonly BridgeLine[], type: BridgeLine['type']): number {
  return lines.reduce((sum, line) => sum + (line.type === type ? line.atCutOff.rows : 0), 0);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function balance(code: string, sums: Totals): Section {
  return [
    code === '' ? 'Balance' : `Balance ${code}`,
    [
      money('Earned', sums.earned),
      money('Spent', -sums.spent),
      money('Expired', -sums.expired),
      money('Closing balance', sums.closing),
    ],
  ];
}

function explanation(code: string, sums: Totals): Section {
  return [
    code === '' ? 'Explained by' : `Explained by, ${code}`,
    [
      money('Open lots', sums.openLots),
      money('Uncovered redemptions', -sums.uncovered),
      money('Left over in taken lots', sums.untrackedUnused),
      money('Short in paired redemptions', -sums.untrackedUncovered),
      money('Matched', sums.matched),
      money('Untracked variance, gross', sums.untracked),
    ],
  ];
}

function period({ settings, figures }: Report): Section[] {
  const { period } = settings;
  if (period === null) return [];
  return [[`Period ${period}`, ofPeriod(figures.months, period).flatMap(ofMonth)]];
}

function ofMonth({ currency, opening, earned, spent, expired, closing }: Month): Figure[] {
  return [
    ...(currency === '' ? [] : [text('Currency', currency)]),
    money('Opening', opening),
    money('Earned', earned),
    money('Spent', -spent),
    money('Expired', -expired),
    money('Closing', closing),
  ];
}
