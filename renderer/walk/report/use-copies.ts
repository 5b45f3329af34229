import { useState } from 'react';
import type { CallInput } from '../../../core/contract/api/api.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';
import { api, useAction } from '../../bridge/api.ts';
import { useToast } from '../../components/overlays/toasts.tsx';
import { fetchDownload } from '../../components/surfaces/use-export.ts';

/** Copies of what a run wrote, for a folder or as downloads. */
export interface Copies {
  /** All files of the run, or those that are named. */
  readonly copy: (to: CallInput<'runs.copyOutputs'>['to'], names?: readonly string[]) => void;
  /** All files, to a folder that the native dialog asks for. */
  readonly toChosenFolder: () => Promise<void>;
  readonly busy: boolean;
  readonly problem: ProblemValue | null;
}

export function useCopies(runId: string): Copies {
  const toast = useToast();
  const { mutate, isPending, error } = useAction('runs.copyOutputs', ['runs.audit']);
  const [choosing, setChoosing] = useState(false);
  const copy: Copies['copy'] = (to, names) =>
    mutate(
      { runId, names: names ? [...names] : null, to },
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
  const toChosenFolder = async (): Promise<void> => {
    setChoosing(true);
    try {
      const path = await api('shell.chooseFolder', {});
      if (path !== null) copy({ kind: 'folder', path });
    } finally {
      setChoosing(false);
    }
  };
  return { copy, toChosenFolder, busy: isPending || choosing, problem: error };
}
