import { useRef, useState } from 'react';
import { bridge } from '../../bridge/bridge.ts';
import { asProblem } from '../../../core/contract/problem.ts';
import { Button } from '../../components/controls/controls.tsx';

interface FileButtonProps {
  readonly label: string;
  /** What the dialog offers, such as `.csv,.xlsx`; left out: any file. */
  readonly accept?: string;
  readonly disabled?: boolean;
  /** Given the place under which the program reads the file: its path, or where an upload is kept. */
  readonly onPlace: (place: string, name: string) => void;
}

/** Asks for a file of this computer; in a browser it is uploaded first. */
export function FileButton({ label, accept, disabled, onPlace }: FileButtonProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const take = async (file: File): Promise<void> => {
    const { pathOf, upload } = bridge();
    setWrong(null);
    try {
      const place = pathOf(file) ?? (await upload?.(file, setShare));
      if (place !== undefined) onPlace(place, file.name);
    } catch (thrown) {
      setWrong(asProblem(thrown).message);
    } finally {
      setShare(null);
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
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file) void take(file);
        }}
      />
      <Button disabled={disabled || share !== null} onClick={() => picker.current?.click()}>
        {share === null ? label : `Uploading, ${Math.floor(share * 100)} % …`}
      </Button>
      {wrong !== null && <span role="alert">{wrong}</span>}
    </>
  );
}
