import type { MenuCommand } from '../../core/contract/api/events.ts';
import { useApiEvent } from '../bridge/api.ts';
import { isDialogOpen } from '../components/overlays/dialog-open.ts';

/**
 * Carries out commands of the native menu. As long as a dialog of the page is open, none: the menu and its
 * keys are in reach then too, and what they do would come to lie over it or behind it.
 */
export function useMenuCommand(run: (command: MenuCommand) => void): void {
  useApiEvent('menu', ({ command }) => {
    if (!isDialogOpen(document)) run(command);
  });
}
