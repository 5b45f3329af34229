import type { KeptFile } from '../../../core/contract/close/given-files.ts';
import { api } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { useExport } from '../../components/surfaces/use-export.ts';

/** A file that is kept with the close, by its name: it can be had again. */
export function Attachment({ file }: { file: KeptFile }) {
  const { busy, save } = useExport();
  return (
    <Button
      look="plain"
      title={`SHA-256 ${file.sha256}`}
      disabled={busy}
      onClick={() =>
        void save(file.name, (target) => api('close.export-attachment', { file, target }))
      }
    >
      {file.name}
    </Button>
  );
}
