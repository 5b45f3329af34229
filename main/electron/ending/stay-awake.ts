import type { PowerSaveBlocker } from 'electron';

/** Keeps the machine from going to sleep while there is work; the display may. Returns how it is told. */
export function stayAwake(
  blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>,
): (working: boolean) => void {
  let id: number | null = null;
  return (working) => {
    if (working === (id !== null)) return;
    if (id === null) id = blocker.start('prevent-app-suspension');
    else {
      blocker.stop(id);
      id = null;
    }
  };
}
