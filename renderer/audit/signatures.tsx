import { Link } from 'wouter';
import { SIGN_OFF_ROLE_WORDS } from '../../core/contract/api/runs.ts';
import type { RunView } from '../../core/contract/api/runs.ts';
import { Heads } from '../components/surfaces/heads.tsx';
import { Panel, Table } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { routes } from '../frame/routes.ts';
import css from './audit.module.css';

/** Who stands for the run with a name. */
export function Signatures({ view: { run, signOffs } }: { view: RunView }) {
  const format = useFormat();
  return (
    <Panel title="Sign-offs" flush={signOffs.length > 0}>
      {signOffs.length === 0 ? (
        <p className="quiet">
          This run has not been signed off.{' '}
          {run.status === 'completed' && (
            <Link href={routes.run(run.id, 'report')}>Sign it off in the Report step</Link>
          )}
        </p>
      ) : (
        <Table caption="Sign-offs">
          <Heads of={['When', 'As', 'Name', 'Entered by', 'Note']} />
          <tbody>
            {signOffs.map(({ at, role, name, actor, note }) => (
              <tr key={`${at} ${role} ${name}`}>
                <td className={css.nowrap}>{format.moment(at)}</td>
                <td>{SIGN_OFF_ROLE_WORDS[role]}</td>
                <td>{name}</td>
                <td>{actor}</td>
                <td>{note || '–'}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
