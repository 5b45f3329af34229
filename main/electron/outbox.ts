import type { ApiEvent } from '../../core/contract/api/api.ts';
import type { MenuCommand } from '../../core/contract/api/events.ts';

/**
 * What the system hands to the interface: places to open and commands of the menu. Until the page
 * asks for the first time (`shell.takeOpened`) nobody listens; so long they are kept.
 */
export interface Outbox {
  openPlace(place: string): void;
  command(command: MenuCommand): void;
  /** The places kept so far, each once. From now on the page listens. */
  take(): readonly string[];
  /** The page is gone or loads anew. */
  pageLeft(): void;
}

export function createOutbox(send: (event: ApiEvent) => void): Outbox {
  let listening = false;
  let places: string[] = [];
  let commands: MenuCommand[] = [];
  return {
    openPlace(place) {
      if (listening) send({ name: 'place.opened', payload: { place } });
      else places = [...places.filter((kept) => kept !== place), place];
    },
    command(command) {
      if (listening) send({ name: 'menu', payload: { command } });
      else commands.push(command);
    },
    take() {
      listening = true;
      const [taken, kept] = [places, commands];
      [places, commands] = [[], []];
      for (const command of kept) send({ name: 'menu', payload: { command } });
      return taken;
    },
    pageLeft() {
      listening = false;
    },
  };
}
