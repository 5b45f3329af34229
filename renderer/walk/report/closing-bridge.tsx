import { explanation } from '../../../core/contract/totals.ts';
import type { MoneyTotals } from '../../../core/contract/run.ts';
import { Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';

/** What each line is, and why it counts towards what is owed or against it. */
const ABOUT: Readonly<Record<string, string>> = {
  'Open lots': 'credit earned that no redemption has used',
  'Unapplied redemptions': 'redeemed without a lot to cover it',
  'Unused in matched lots': 'the excess of a lot over the redemption that used it whole',
  'Short in matched redemptions': 'the shortfall of a redemption after its one lot',
};

interface ClosingBridgeProps {
  readonly totals: MoneyTotals;
  /** Null where there is but one, which has no name. */
  readonly currency: string | null;
}

/** The bridge from the lots to the closing balance, in words and figures, of one currency. */
export function ClosingBridge({ totals, currency }: ClosingBridgeProps) {
  const format = useFormat();
  return (
    <Table caption={`Closing balance analysis${currency ? ` in ${currency}` : ''}`}>
      <thead>
        <tr>
          <th scope="col">Closing balance analysis</th>
          <th scope="col" className="number">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {explanation(totals).map(({ name, cents }) => (
          <tr key={name}>
            <th scope="row">
              {name} <span className="quiet">{ABOUT[name]}</span>
            </th>
            <td className="number">{format.amount(cents)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">Closing balance</th>
          <td className="number">{format.amount(totals.closing)}</td>
        </tr>
      </tbody>
    </Table>
  );
}
