import type { KeptFile } from '../../../core/contract/close/given-files.ts';
import { api } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import parts from '../../components/surfaces/parts.module.css';
import { FileButton } from '../../frame/file-button.tsx';
import type { ClosePanelProps } from '../frame/close-part.ts';

interface AttachedFileProps extends Pick<ClosePanelProps, 'act' | 'busy'> {
  /** On the button where none is attached. */
  readonly label: string;
  readonly file: KeptFile | null;
  readonly onChange: (file: KeptFile | null) => void;
}

/** The file that belongs to something that is entered: it is kept with the close as soon as it is chosen. */
export function AttachedFile({ label, file, onChange, act, busy }: AttachedFileProps) {
  const attach = async (place: string): Promise<void> => {
    const kept = await act(() => api('close.attach', { place }));
    if (kept) onChange({ name: kept.name, sha256: kept.sha256 });
  };
  return (
    <div className={parts.buttons}>
      <FileButton
        label={file === null ? label : 'Attach another file'}
        disabled={busy}
        onPlace={(place) => void attach(place)}
      />
      {file && (
        <>
          <span>{file.name}</span>
          <Button look="plain" onClick={() => onChange(null)}>
            Take it off
          </Button>
        </>
      )}
    </div>
  );
}
