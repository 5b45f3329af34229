import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Panel, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';

export const tieOutPart: ClosePart = {
  id: 'tie-out',
  title: 'Tie-out',
  clears: ['tied-out'],
  Panel: TieOut,
};

/** The liability in the general ledger beside the sub-ledger, and what explains their difference. */
function TieOut({ view }: ClosePanelProps) {
  const format = useFormat();
  return (
    <Panel title="Tie-out" flush>
      <Table caption="General ledger and sub-ledger at the cut-off">
        <Heads
          of={[
            'Account',
            'Currency',
            'Company',
            ...['General ledger', 'Sub-ledger', 'Difference', 'Items', 'Unexplained'].map(figures),
          ]}
        />
        <tbody>
          {view.tieOut.map((line) => (
            <tr key={`${line.account} ${line.currency} ${line.company}`}>
              <td>{line.account}</td>
              <td>{line.currency}</td>
              <td>{line.company}</td>
              <td className="number">{format.amount(line.gl)}</td>
              <td className="number">{format.amount(line.subLedger)}</td>
              <td className="number">{format.amount(line.difference)}</td>
              <td className="number">{format.amount(line.explained)}</td>
              <td className="number">{format.amount(line.unexplained)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
