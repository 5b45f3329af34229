import { BRIDGE_TYPE_WORDS, inFile } from '../../contract/bridge.ts';
import type { BridgeLine } from '../../contract/bridge.ts';
import { computed, count, money, text } from '../drawn/cells.ts';
import type { ListPlace } from '../drawn/drawn-list.ts';
import type { Total } from '../drawn/list-rows.ts';
import { sumOf } from '../drawn/ranges.ts';
import type { Report } from '../outputs/output.ts';
import { currencyColumn, listSheet } from './short-sheet.ts';

/** From the file to the figures: what it holds, less what is after the cut-off, less what is set aside (RULES.md section 2a). */
export const bridge = listSheet<BridgeLine>({
  title: 'From file to figures',
  shows:
    'In the file − after the cut-off − set aside = at the cut-off; amounts without their signs, in the net row with them',
  items: ({ source }) => source.bridge,
  columns: (report) => [
    { name: 'Type', is: 'text', cell: ({ type }) => text(BRIDGE_TYPE_WORDS[type]) },
    ...currencyColumn<BridgeLine>(report, NO_CURRENCY),
    { name: 'Rows in the file', is: 'count', cell: (line) => count(inFile(line).rows) },
    { name: 'In the file', is: 'money', cell: (line) => money(inFile(line).cents) },
    {
      name: 'Rows after the cut-off',
      is: 'count',
      cell: ({ afterCutOff }) => count(afterCutOff.rows),
    },
    { name: 'After the cut-off', is: 'money', cell: ({ afterCutOff }) => money(afterCutOff.cents) },
    { name: 'Rows set aside', is: 'count', cell: ({ setAside }) => count(setAside.rows) },
    { name: 'Set aside', is: 'money', cell: ({ setAside }) => money(setAside.cents) },
    {
      name: 'Of unknown amount',
      is: 'count',
      cell: ({ setAside }) => count(setAside.unreadable),
    },
    {
      name: 'Rows at the cut-off',
      is: 'count',
      cell: ({ atCutOff }, { cell }) =>
        computed(
          ['Rows in the file', 'Rows after the cut-off', 'Rows set aside'].map(cell).join('-'),
          count(atCutOff.rows),
        ),
    },
    {
      name: 'At the cut-off',
      is: 'money',
      cell: ({ atCutOff }, { cell }) =>
        computed(
          ['In the file', 'After the cut-off', 'Set aside'].map(cell).join('-'),
          money(atCutOff.cents),
        ),
    },
  ],
  totals: netTotals,
});

/** Rows set aside may name no currency, or one that is none. */
const NO_CURRENCY = '(none)';

const NET: readonly (readonly [string, (line: BridgeLine) => number])[] = [
  ['In the file', (line) => inFile(line).cents],
  ['After the cut-off', ({ afterCutOff }) => afterCutOff.cents],
  ['Set aside', ({ setAside }) => setAside.cents],
  ['At the cut-off', ({ atCutOff }) => atCutOff.cents],
];

/** What is earned less what is spent and expired; that of the cut-off is the closing balance. */
function netTotals(_: Report, place: ListPlace, lines: readonly BridgeLine[]): Total[] {
  const currencies = [...new Set(lines.map(({ currency }) => currency))];
  const only = currencies.length === 1;
  return currencies.map((currency) => {
    const net = (name: string): string => {
      const of = (type: 'earned' | 'spent' | 'expired'): string =>
        sumOf(place.range(name), [
          { of: place.range('Type'), is: BRIDGE_TYPE_WORDS[type] },
          ...(only ? [] : [{ of: place.range('Currency'), is: currency || NO_CURRENCY }]),
        ]);
      return `${of('earned')}-${of('spent')}-${of('expired')}`;
    };
    const own = lines.filter((line) => line.currency === currency && line.type !== 'unknown');
    return {
      label: `Net ${only ? currency : currency || NO_CURRENCY}`.trim(),
      sums: Object.fromEntries(
        NET.map(([name, centsOf]) => [
          name,
          {
            formula: net(name),
            figure: money(
              own.reduce((sum, line) => sum + (line.type === 'earned' ? 1 : -1) * centsOf(line), 0),
            ),
          },
        ]),
      ),
    };
  });
}
