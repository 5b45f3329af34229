import { explanation } from '../../../core/contract/totals.ts';
import type { MoneyTotals } from '../../../core/contract/totals.ts';
import { Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';

/** What each line is, and why it counts towards what is owed or against it. */
const ABOUT: Readonly<Record<string, string>> = {
  'Open lots': 'credit earned that no redemption has used',
  'Uncovered redemptions': 'redeemed without a lot to cover it',
  'Left over in taken lots': 'what a lot held beyond the redemption that took it whole',
  'Short in paired redemptions': 'what a redemption still needed after its one lot',
};

/** The bridge from the lots to the closing balance, in words and figures, of one currency. */
export function ClosingBridge({ totals }: { readonly totals: MoneyTotals }) {
  const format = useFormat();
  return (
    <Table caption="What the closing balance is made of">
      <thead>
        <tr>
          <th scope="col">What the closing balance is made of</th>
          <th scope="col" className="number">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {explanation(totals).map(({ name, cents }, line) => (
          <tr key={name}>
            <th scope="row">
              {line === 0 ? '' : cents < 0 || name.startsWith('Short') ? '− ' : '+ '}
              {name} <span className="quiet">{ABOUT[name]}</span>
            </th>
            <td className="number">{format.amount(cents)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">= Closing balance</th>
          <td className="number">{format.amount(totals.closing)}</td>
        </tr>
      </tbody>
    </Table>
  );
}
