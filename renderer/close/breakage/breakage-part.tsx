import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Panel, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';

export const breakagePart: ClosePart = {
  id: 'breakage',
  title: 'Breakage',
  clears: [],
  Panel: Breakage,
};

/** The estimate of what will never be redeemed, by class. */
function Breakage({ view: { breakage } }: ClosePanelProps) {
  const format = useFormat();
  if (breakage === null)
    return (
      <Panel title="Breakage">
        <p>Breakage is not booked. The close settings turn it on.</p>
      </Panel>
    );
  return (
    <Panel title="Breakage" flush>
      <Table caption="Breakage by class">
        <Heads of={['Class', ...['Earned', 'Breakage', 'Recognised', 'True-up'].map(figures)]} />
        <tbody>
          {breakage.map((one) => {
            const name = [one.currency, ...Object.values(one.of)].join(' ').trim();
            return (
              <tr key={name}>
                <td>{name}</td>
                <td className="number">{format.amount(one.earned)}</td>
                <td className="number">{format.amount(one.breakage)}</td>
                <td className="number">{format.amount(one.recognised)}</td>
                <td className="number">{format.amount(one.trueUp)}</td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Panel>
  );
}
