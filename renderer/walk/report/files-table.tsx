import { Download, FolderOpen } from 'lucide-react';
import type { OutputRecord } from '../../../core/contract/run.ts';
import type { RunView } from '../../../core/contract/api/runs.ts';
import { api, useAction, useCall } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { figures, Heads, unseen } from '../../components/surfaces/heads.tsx';
import { Panel, ProblemNotice, Table } from '../../components/surfaces/surfaces.tsx';
import { RewriteWorkbook } from '../../components/surfaces/rewrite-workbook.tsx';
import { useExport } from '../../components/surfaces/use-export.ts';
import { bytesText } from '../../format/format.ts';
import { useFormat, useSettings } from '../../format/use-format.ts';
import { ShortHash } from '../frame/short-hash.tsx';
import parts from '../../components/surfaces/parts.module.css';
import css from './report.module.css';
import { useCopies } from './use-copies.ts';
import type { Copies } from './use-copies.ts';

/** What was written where, and the ways to have it: the folder, a copy, one zip, a download. */
export function FilesTable({ view }: { view: RunView }) {
  const { run, outputs, folder } = view;
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  const show = useAction('shell.showInFolder');
  const copies = useCopies(run.id);
  const all = useExport();
  const downloadAll = (): Promise<void> =>
    all.save(view.zipName, (target) => api('runs.zipOutputs', { runId: run.id, target }));
  const dialogs = info?.dialogs ?? false;
  const separator = info?.platform === 'win32' ? '\\' : '/';
  // As the record has it: the files lie in a folder of their own below the run's.
  const below = outputs[0]?.path.split('/').slice(0, -1) ?? [];
  const lieIn = [folder, ...below].join(separator);
  const showInFolder = ({ path }: OutputRecord): void =>
    show.mutate({ path: [folder, ...path.split('/')].join(separator) });
  return (
    <Panel
      title="Files"
      flush
      actions={
        <>
          {outputs[0] && (
            <Button onClick={() => showInFolder(outputs[0]!)}>
              <FolderOpen size={16} aria-hidden /> Show in folder
            </Button>
          )}
          <RewriteWorkbook runId={run.id} />
          <WaysToCopyAll copies={copies} dialogs={dialogs} />
          <Button disabled={all.busy} onClick={() => void downloadAll()}>
            <Download size={16} aria-hidden /> Download all
          </Button>
        </>
      }
    >
      {[copies.problem, show.error].map(
        (problem, place) =>
          problem && (
            <div key={place} className={parts.inPanel}>
              <ProblemNotice problem={problem} />
            </div>
          ),
      )}
      <Table caption="Files of this run">
        <Heads of={['File', figures('Rows'), figures('Size'), 'SHA-256', unseen('Actions')]} />
        <tbody>
          {outputs.map((output) => (
            <FileRow
              key={output.name}
              output={output}
              copies={copies}
              onShow={dialogs ? () => showInFolder(output) : null}
            />
          ))}
        </tbody>
      </Table>
      <p className={parts.under}>
        Saved in <span className={parts.place}>{lieIn}</span>
      </p>
    </Panel>
  );
}

/** To the folder of the settings; where there are native dialogs, to one that is chosen. */
function WaysToCopyAll({ copies, dialogs }: { copies: Copies; dialogs: boolean }) {
  const { outputFolder } = useSettings();
  const { copy, toChosenFolder, busy } = copies;
  return (
    <>
      {outputFolder !== null && (
        <Button disabled={busy} onClick={() => copy({ kind: 'folder', path: outputFolder })}>
          Copy all to {outputFolder}
        </Button>
      )}
      {dialogs && (
        <Button disabled={busy} onClick={() => void toChosenFolder()}>
          Copy all to a folder …
        </Button>
      )}
    </>
  );
}

interface FileRowProps {
  readonly output: OutputRecord;
  readonly copies: Copies;
  /** Shows the file in its folder; null where there is only the download. */
  readonly onShow: (() => void) | null;
}

function FileRow({ output, copies, onShow }: FileRowProps) {
  const { name, rows, bytes, sha256 } = output;
  const format = useFormat();
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number">{rows === null ? '' : format.count(rows)}</td>
      <td className="number">{bytesText(bytes)}</td>
      <td>
        <ShortHash sha256={sha256} of={name} />
      </td>
      <td className="number">
        {onShow ? (
          <Button
            look="plain"
            iconOnly
            className={css.small!}
            aria-label={`Show ${name} in its folder`}
            onClick={onShow}
          >
            <FolderOpen size={14} aria-hidden />
          </Button>
        ) : (
          <Button
            look="plain"
            iconOnly
            className={css.small!}
            disabled={copies.busy}
            aria-label={`Download ${name}`}
            onClick={() => copies.copy({ kind: 'download' }, [name])}
          >
            <Download size={14} aria-hidden />
          </Button>
        )}
      </td>
    </tr>
  );
}
