import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { asProblem } from '../../core/contract/problem.ts';
import { bridge } from '../bridge/bridge.ts';
import { Button } from '../components/controls/controls.tsx';
import { useToast } from '../components/overlays/toasts.tsx';

interface FileButtonProps {
  /** Names the field behind the button, and the button where it has no words of its own: `Trial balance`. */
  readonly label: string;
  /** What the dialog offers, such as `.csv,.xlsx`; left out: any file. */
  readonly accept?: string;
  readonly disabled?: boolean;
  /** Where the program finds the file. */
  readonly onPlace: (place: string, name: string) => void;
  readonly children?: ReactNode;
}

/** A button that asks for a file: by its path where the window knows it, else the file is uploaded first. */
export function FileButton({ label, accept, disabled, onPlace, children }: FileButtonProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [uploading, setUploading] = useState(false);
  const toast = useToast();
  const take = async (file: File): Promise<void> => {
    const { pathOf, upload } = bridge();
    const path = pathOf(file);
    if (path !== null) {
      onPlace(path, file.name);
      return;
    }
    if (!upload) return;
    setUploading(true);
    try {
      onPlace(await upload(file, () => undefined), file.name);
    } catch (thrown) {
      const { message, hint } = asProblem(thrown);
      toast(`${message} ${hint}`);
    } finally {
      setUploading(false);
    }
  };
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void take(file);
        }}
      />
      <Button disabled={disabled || uploading} onClick={() => picker.current?.click()}>
        {uploading ? 'Uploading …' : (children ?? label)}
      </Button>
    </>
  );
}
