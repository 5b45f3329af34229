import { Download, FolderOpen } from 'lucide-react';
import { useState } from 'react';
import type { CallInput } from '../../../core/contract/api/api.ts';
import type { RunView } from '../../../core/contract/api/runs.ts';
import { api, useAction, useCall } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Panel, ProblemNotice, Table } from '../../components/surfaces/surfaces.tsx';
import { useToast } from '../../components/overlays/toasts.tsx';
import { fetchDownload } from '../../components/surfaces/use-export.ts';
import { bytesText } from '../../format/format.ts';
import { useFormat, useSettings } from '../../format/use-format.ts';
import { ShortHash } from '../frame/short-hash.tsx';
import parts from '../../components/surfaces/parts.module.css';
import css from './report.module.css';

/** What was written where, and the ways to have it: the folder, a copy, a download. */
export function FilesTable({ view }: { view: RunView }) {
  const { run, outputs, folder } = view;
  const format = useFormat();
  const toast = useToast();
  const { outputFolder } = useSettings();
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  const show = useAction('shell.showInFolder');
  const copy = useAction('runs.copyOutputs', ['runs.audit']);
  const [choosing, setChoosing] = useState(false);
  const copyTo = (
    to: CallInput<'runs.copyOutputs'>['to'],
    names: readonly string[] | null = null,
  ): void =>
    copy.mutate(
      { runId: run.id, names: names ? [...names] : null, to },
      {
        onSuccess: (files) => {
          for (const { url, name } of files) if (url !== null) fetchDownload(url, name);
          const what = files.length === 1 ? files[0]!.name : `${files.length} files`;
          toast(
            to.kind === 'folder' ? `${what} copied to ${to.path}.` : `${what}: see the downloads.`,
          );
        },
      },
    );
  const choose = async (): Promise<void> => {
    setChoosing(true);
    try {
      const path = await api('shell.chooseFolder', {});
      if (path !== null) copyTo({ kind: 'folder', path });
    } finally {
      setChoosing(false);
    }
  };
  const busy = copy.isPending || choosing;
  const separator = info?.platform === 'win32' ? '\\' : '/';
  const pathOf = (path: string): string => [folder, ...path.split('/')].join(separator);
  return (
    <Panel
      title="Files"
      flush
      actions={
        <>
          {outputs[0] && (
            <Button onClick={() => show.mutate({ path: pathOf(outputs[0]!.path) })}>
              <FolderOpen size={16} aria-hidden /> Show in folder
            </Button>
          )}
          {outputFolder !== null && (
            <Button disabled={busy} onClick={() => copyTo({ kind: 'folder', path: outputFolder })}>
              Copy all to {outputFolder}
            </Button>
          )}
          {info?.dialogs ? (
            <Button disabled={busy} onClick={() => void choose()}>
              Copy all to a folder …
            </Button>
          ) : (
            <Button disabled={busy} onClick={() => copyTo({ kind: 'download' })}>
              <Download size={16} aria-hidden /> Download all
            </Button>
          )}
        </>
      }
    >
      {copy.error && (
        <div className={parts.inPanel}>
          <ProblemNotice problem={copy.error} />
        </div>
      )}
      {show.error && (
        <div className={parts.inPanel}>
          <ProblemNotice problem={show.error} />
        </div>
      )}
      <Table caption="Files of this run">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" className="number">
              Rows
            </th>
            <th scope="col" className="number">
              Size
            </th>
            <th scope="col">SHA-256</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {outputs.map(({ name, path, rows, bytes, sha256 }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number">{rows === null ? '' : format.count(rows)}</td>
              <td className="number">{bytesText(bytes)}</td>
              <td>
                <ShortHash sha256={sha256} of={name} />
              </td>
              <td className="number">
                {info?.dialogs ? (
                  <Button
                    look="plain"
                    iconOnly
                    className={css.small!}
                    aria-label={`Show ${name} in its folder`}
                    onClick={() => show.mutate({ path: pathOf(path) })}
                  >
                    <FolderOpen size={14} aria-hidden />
                  </Button>
                ) : (
                  <Button
                    look="plain"
                    iconOnly
                    className={css.small!}
                    disabled={busy}
                    aria-label={`Download ${name}`}
                    onClick={() => copyTo({ kind: 'download' }, [name])}
                  >
                    <Download size={14} aria-hidden />
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className={parts.under}>
        They lie in <span className={parts.place}>{folder}</span>
      </p>
    </Panel>
  );
}
