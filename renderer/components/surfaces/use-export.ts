import { useState } from 'react';
import type { ExportTarget, WrittenFile } from '../../../core/contract/calls/written-file.ts';
import { asProblem } from '../../../core/contract/problem.ts';
import { api, useCall } from '../../bridge/api.ts';
import { useFormat } from '../../format/use-format.ts';
import { useToast } from '../overlays/toasts.tsx';

/**
 * Writes a file where the analyst wants it: by the native dialog where there is one, else into the
 * browser's downloads; and says where it is. `busy` holds from the choice of the place to the end.
 */
export function useExport(): {
  readonly busy: boolean;
  readonly save: (
    name: string,
    write: (target: ExportTarget) => Promise<WrittenFile>,
  ) => Promise<void>;
} {
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  const [busy, setBusy] = useState(false);
  const toast = useToast();
  const format = useFormat();
  return {
    busy,
    async save(name, write) {
      setBusy(true);
      try {
        const target = await targetFor(name, info?.dialogs === true);
        if (!target) return;
        const file = await write(target);
        if (file.url !== null) fetchDownload(file.url, file.name);
        const rows = file.rows === null ? '' : ` with ${format.counted(file.rows, 'row')}`;
        toast(`${file.path ?? file.name} was written${rows}.`);
      } catch (thrown) {
        const problem = asProblem(thrown);
        toast(`${problem.message} ${problem.hint}`);
      } finally {
        setBusy(false);
      }
    },
  };
}

async function targetFor(name: string, dialogs: boolean): Promise<ExportTarget | null> {
  if (!dialogs) return { kind: 'download', name };
  const path = await api('shell.chooseSave', { name });
  return path === null ? null : { kind: 'path', path };
}

/** Has the browser fetch a download that the program offers. */
export function fetchDownload(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}
