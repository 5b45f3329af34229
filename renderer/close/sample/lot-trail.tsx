import type { SampleItem } from '../../../core/contract/close/sample.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';

/** Of a redemption the lots that it took, of a lot the redemptions that took of it. */
export function LotTrail({ item: { movement, trail } }: { item: SampleItem }) {
  const format = useFormat();
  const isLot = movement.type === 'earned';
  if (trail.length === 0)
    return (
      <p className="quiet">
        {isLot ? 'Nothing has taken of this lot.' : 'It is matched with no lot.'}
      </p>
    );
  return (
    <Table caption={isLot ? 'Redemptions that took of this lot' : 'Lots that it took'}>
      <Heads
        of={[isLot ? 'Redemption' : 'Lot', 'Created', figures('Its amount'), figures('Taken')]}
      />
      <tbody>
        {trail.map(({ lot, redemption, cents }) => {
          const other = isLot ? redemption : lot;
          return (
            <tr key={other.id}>
              <td>
                {other.id} <span className="quiet">{other.type}</span>
              </td>
              <td>{format.day(other.createdAt)}</td>
              <td className="number">{format.amount(other.cents)}</td>
              <td className="number">{format.amount(cents)}</td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
