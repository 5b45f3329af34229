import type { Reopening } from '../../../core/contract/close/sign-off.ts';
import { Heads } from '../../components/surfaces/heads.tsx';
import { Panel, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';

/** When the period was opened again, by whom and why: the latest first. */
export function Reopenings({ of }: { of: readonly Reopening[] }) {
  const format = useFormat();
  return (
    <Panel title="Reopened" flush>
      <Table caption="When the period was reopened, and why">
        <Heads of={['When', 'By', 'Reason']} />
        <tbody>
          {of.toReversed().map(({ at, by, reason }) => (
            <tr key={at}>
              <td>{format.moment(at)}</td>
              <td>{by}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
