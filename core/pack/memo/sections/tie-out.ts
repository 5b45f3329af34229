import { ITEM_KINDS } from '../../../contract/close/tie-out.ts';
import { decimalText } from '../../../ledger/money.ts';
import type { PackInput } from '../../input/pack-input.ts';
import { number, optional, shortTable, words } from '../blocks/block.ts';
import type { MemoSection } from '../blocks/block.ts';

const money = (cents: number | null): string => (cents === null ? 'not given' : decimalText(cents));

const listed = (cents: number | null): string =>
  cents === null ? 'not listed' : decimalText(cents);

/** The general ledger beside the sub-ledger. */
export const tieOut = {
  title: 'Tie-out to the general ledger',
  blocks: ({ close: { tieOut: lines }, books, customers }) => [
    ...shortTable(
      'Accounts',
      [
        words('Account', 2),
        optional('Currency', 0.8),
        optional('Company'),
        number('General ledger', 1.4),
        number('Sub-ledger', 1.4),
        number('Difference', 1.2),
        number('Items', 1.2),
        number('Unexplained', 1.2),
        words('Tied', 0.6),
      ],
      lines.map((line) => [
        line.account,
        line.currency,
        line.company,
        money(line.gl),
        money(line.subLedger),
        money(line.difference),
        money(line.explained),
        money(line.unexplained),
        line.isTied ? 'Yes' : 'NO',
      ]),
      'close/tie_out.csv',
    ),
    ...shortTable(
      'Reconciling items',
      [
        words('Kind'),
        number('Amount'),
        optional('Reference'),
        optional('Attachment'),
        words('Explanation', 3),
        words('Listed on'),
        number('Age in days', 0.7),
      ],
      lines.flatMap(({ items }) =>
        items.map((item) => [
          ITEM_KINDS[item.kind].title,
          `${decimalText(item.cents)} ${item.currency}`.trim(),
          item.reference,
          item.attachment?.name ?? '',
          item.explanation,
          item.openedOn,
          String(item.ageDays),
        ]),
      ),
      'close/reconciling_items.csv',
    ),
    ...(books.balancesFile === null
      ? []
      : [
          {
            is: 'text' as const,
            text: `The balances of the general ledger are those of ${books.balancesFile.name} (SHA-256 ${books.balancesFile.sha256}), imported by ${books.balancesFile.by}.`,
          },
        ]),
    ...(customers === null
      ? []
      : shortTable(
          'Customers of whom the platform says something else than the sub-ledger',
          [
            words('Customer', 2),
            optional('Currency'),
            number('Platform'),
            number('Sub-ledger'),
            number('Difference'),
          ],
          customers.map(({ customer, currency, platform, ledger, cents }) => [
            customer,
            currency,
            listed(platform),
            listed(ledger),
            decimalText(cents),
          ]),
          'close/customer_differences.csv',
        )),
  ],
} as const satisfies MemoSection<PackInput>;
