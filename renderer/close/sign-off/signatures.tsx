import { CLOSE_STATES } from '../../../core/contract/close/sign-off.ts';
import type { CloseStanding } from '../../../core/contract/close/sign-off.ts';
import { Heads } from '../../components/surfaces/heads.tsx';
import { Panel, Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';

/** The signatures that were given since the period was opened last, and whether they still stand. */
export function Signatures({ standing: { signatures, changed } }: { standing: CloseStanding }) {
  const format = useFormat();
  return (
    <Panel title="Signatures" flush={signatures.length > 0}>
      {signatures.length === 0 ? (
        <p className="quiet">Nobody has signed yet.</p>
      ) : (
        <Table caption="Signatures">
          <Heads of={['Signed as', 'By', 'When', 'Stands']} />
          <tbody>
            {signatures.map((signature) => (
              <tr key={`${signature.is} ${signature.at}`}>
                <th scope="row">{CLOSE_STATES[signature.is].title}</th>
                <td>{signature.by}</td>
                <td>{format.moment(signature.at)}</td>
                <td>
                  {changed.length === 0 ? (
                    <Pill tone="good">Stands</Pill>
                  ) : (
                    <Pill tone="warn">Suspended</Pill>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
