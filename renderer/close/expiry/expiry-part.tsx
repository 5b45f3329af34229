import { EXPIRY_EXCEPTIONS } from '../../../core/contract/close/expiry.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Panel, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';

export const expiryPart: ClosePart = { id: 'expiry', title: 'Expiry', clears: [], Panel: Expiry };

/** Open lots past their expiry, and what was spent of lapsed ones. */
function Expiry({ view }: ClosePanelProps) {
  const format = useFormat();
  return (
    <Panel title="Expiry" flush>
      <Table caption="What the expiry control found">
        <Heads of={['Exception', 'Currency', figures('Count'), figures('Amount')]} />
        <tbody>
          {view.expiry.sums.map(({ code, currency, count, cents }) => (
            <tr key={`${code} ${currency}`}>
              <td>{EXPIRY_EXCEPTIONS[code]}</td>
              <td>{currency}</td>
              <td className="number">{format.count(count)}</td>
              <td className="number">{format.amount(cents)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
