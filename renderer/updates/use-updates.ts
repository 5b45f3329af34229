import type { UpdateView } from '../../core/contract/updates/update-state.ts';
import { useAction, useCall } from '../bridge/api.ts';
import { useToast } from '../components/overlays/toasts.tsx';

/** How it stands with a newer version; events keep it fresh. */
export function useUpdates(): { readonly view: UpdateView | undefined; readonly running: string } {
  const { data: view } = useCall('updates.get', {}, { staleTime: Infinity });
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  return { view, running: info?.softwareVersion ?? '' };
}

/** Looks for a newer version because a person wants to know, and says so where there is none. */
export function useLook(): { readonly look: () => void; readonly looking: boolean } {
  const toast = useToast();
  const { running } = useUpdates();
  const { mutate, isPending } = useAction('updates.look', ['updates.get']);
  const look = (): void =>
    mutate(
      {},
      {
        onSuccess: ({ state }) => {
          if (state.kind === 'newest') toast(`You have version ${running}, the newest.`);
        },
        // Of what goes wrong on the way the notice over the screens tells.
        onError: ({ code, message, hint }) => {
          if (code === 'updates.no-place') toast(`${message} ${hint}`);
        },
      },
    );
  return { look, looking: isPending };
}
