import type { FileProgress } from '../../../core/contract/steps.ts';
import { Heads } from '../../components/surfaces/heads.tsx';
import { Panel, Pill, Table } from '../../components/surfaces/surfaces.tsx';
import parts from '../../components/surfaces/parts.module.css';
import css from './report.module.css';

interface FilesUnderWayProps {
  /** Null while nothing is being written. */
  readonly files: readonly FileProgress[] | null;
  /** Whether the run is under way. */
  readonly running: boolean;
}

/** The files of a run before all of them are there: which are written, and how far the others are. */
export function FilesUnderWay({ files, running }: FilesUnderWayProps) {
  return (
    <Panel title="Files" flush>
      {files === null ? (
        <p className={parts.under}>
          {running
            ? 'The files are written next.'
            : 'The files are written when the run continues.'}
        </p>
      ) : (
        <Table caption="Files that are being written">
          <Heads of={['File', 'Progress']} />
          <tbody>
            {files.map(({ name, share }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className={css.fileProgress}>
                  <FileState name={name} share={share} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

function FileState({ name, share }: FileProgress) {
  if (share === 1) return <Pill tone="good">Written</Pill>;
  if (share === 0) return <span className="quiet">To be written</span>;
  const percent = Math.floor(share * 100);
  return (
    <div className={css.fileShare}>
      <div
        className={css.fileBar}
        role="progressbar"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div className={css.bucket} style={{ width: `${percent}%` }} />
      </div>
      {percent} %
    </div>
  );
}
