import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Panel, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';

export const entriesPart: ClosePart = {
  id: 'entries',
  title: 'Journal entries',
  clears: ['entries', 'booked'],
  Panel: Entries,
};

/** The entries of the period, to be booked and booked. */
function Entries({ view }: ClosePanelProps) {
  const format = useFormat();
  return (
    <Panel title="Journal entries" flush>
      <Table caption="Journal entries of the period">
        <Heads of={['Entry', 'Account', figures('Debit'), figures('Credit')]} />
        <tbody>
          {[...view.toBook, ...view.booked].flatMap(({ id, lines }) =>
            lines.map(({ account, debit, credit }, index) => (
              <tr key={`${id} ${index}`}>
                <td>{id}</td>
                <td>{account}</td>
                <td className="number">{format.amount(debit)}</td>
                <td className="number">{format.amount(credit)}</td>
              </tr>
            )),
          )}
        </tbody>
      </Table>
    </Panel>
  );
}
