import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { Place } from '../../core/contract/api/places.ts';
import type { RunSettings } from '../../core/contract/api/run-settings.ts';
import { api, useApiEvent, useCall } from '../bridge/api.ts';
import { bridge } from '../bridge/bridge.ts';
import { useShortcut } from '../components/overlays/shortcuts.tsx';
import { useToast } from '../components/overlays/toasts.tsx';
import { pathTo } from './routes.ts';
import { useMenuCommand } from './use-menu-command.ts';
import css from './frame.module.css';

/** A place to look at. */
export interface Chosen extends Place {
  /** `YYYY-MM`, for a place that names a period. */
  readonly period?: string;
  /** The run that its file is given again for, as it has been changed since. */
  readonly again?: FileAgain;
}

/** A run whose file is given again: what it was asked to do, and the source that it is one of. */
export interface FileAgain {
  readonly sourceId: number;
  readonly settings: RunSettings;
}

/** The workbook that the Download step is about, and the ways to choose another. */
export interface OpenPlace {
  /** What was chosen and is not yet reconciled. */
  readonly chosen: Chosen | null;
  /** Share of an upload that is under way, 0 to 1. */
  readonly uploading: { readonly name: string; readonly share: number } | null;
  readonly choose: (place: Chosen | null) => void;
  /** By the native dialog, or the browser's; `again` where it is to be run like an earlier one. */
  readonly browse: (again?: FileAgain) => void;
}

const PlaceContext = createContext<OpenPlace>({
  chosen: null,
  uploading: null,
  choose: () => undefined,
  browse: () => undefined,
});

export const OPEN_SHORTCUT = { keys: 'mod+o', does: 'Open a workbook', group: 'Everywhere' };

export function useOpenPlace(): OpenPlace {
  return useContext(PlaceContext);
}

/**
 * Takes workbooks from wherever they come: the dialog, a drop anywhere on the window, "Open with",
 * the menu. Whatever is chosen leads to the Download step.
 */
export function OpenPlaces({ children }: { children: ReactNode }) {
  const [, go] = useLocation();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  const picker = useRef<HTMLInputElement>(null);
  const wanted = useRef<FileAgain | undefined>(undefined);
  const toast = useToast();

  const choose = useCallback(
    (place: Chosen | null): void => {
      setChosen(place);
      if (place) go(pathTo('start'));
    },
    [go],
  );
  const { take, uploading } = useTaking(choose);
  const { hovering, listeners } = useDrops((file) => take(file));
  // Whoever gives a file again is asked for it by this dialog; a file that is dropped is another one.
  const takeWanted = (file: File): void => {
    const again = wanted.current;
    wanted.current = undefined;
    take(file, again);
  };
  const browse = (again?: FileAgain): void => {
    wanted.current = again;
    if (!info?.dialogs) picker.current?.click();
    else
      void api('shell.chooseFile', {})
        .then((path) => {
          if (path !== null) choose({ place: path, ...(again && { again }) });
        })
        .catch((thrown: unknown) => toast(String(thrown)));
  };
  useShortcut(OPEN_SHORTCUT, () => browse());
  useMenuCommand((command) => {
    if (command === 'open') browse();
  });

  useOpenedElsewhere(choose);
  return (
    <PlaceContext value={{ chosen, uploading, choose, browse }}>
      <div style={{ height: '100%' }} {...listeners}>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".xlsx,.csv,.parquet"
          aria-label="Workbook"
          data-testid="file-picker"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) takeWanted(file);
          }}
        />
        {children}
        {hovering && <div className={css.drop}>Drop the workbook to open it</div>}
      </div>
    </PlaceContext>
  );
}

/** Takes a file from the window: by its path where there is one, else as an upload; it is chosen then. */
function useTaking(choose: OpenPlace['choose']) {
  const [, go] = useLocation();
  const [uploading, setUploading] = useState<OpenPlace['uploading']>(null);
  const toast = useToast();
  const take = async (file: File, again?: FileAgain): Promise<void> => {
    const like = again && { again };
    const { pathOf, upload } = bridge();
    const path = pathOf(file);
    if (path !== null) {
      choose({ place: path, ...like });
      return;
    }
    if (!upload) return;
    go(pathTo('start'));
    setUploading({ name: file.name, share: 0 });
    try {
      const place = await upload(file, (share) => setUploading({ name: file.name, share }));
      choose({ place, ...like });
    } catch (thrown) {
      toast(thrown instanceof Error ? thrown.message : String(thrown));
    } finally {
      setUploading(null);
    }
  };
  return {
    take: (file: File, again?: FileAgain): void => void take(file, again),
    uploading,
  };
}

/** Files that are drawn over the window and dropped on it: what it listens to for them. */
function useDrops(onFile: (file: File) => void) {
  const [hovering, setHovering] = useState(false);
  const toast = useToast();
  const onDrag = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setHovering(event.type !== 'dragleave' || event.relatedTarget !== null);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setHovering(false);
    const [file, ...more] = event.dataTransfer.files;
    if (more.length > 0) toast('One workbook at a time: the first one is opened.');
    if (file) onFile(file);
  };
  return {
    hovering,
    listeners: { onDragEnter: onDrag, onDragOver: onDrag, onDragLeave: onDrag, onDrop },
  };
}

/** Chooses what the system has opened with this program, before this screen was there or since. */
function useOpenedElsewhere(choose: OpenPlace['choose']): void {
  const takeOpened = useCallback(async (): Promise<void> => {
    const last = (await api('shell.takeOpened', {})).at(-1);
    if (last !== undefined) choose({ place: last });
  }, [choose]);
  useApiEvent('place.opened', () => void takeOpened());
  useEffect(() => void takeOpened().catch(() => undefined), [takeOpened]);
}
