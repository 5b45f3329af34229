import type { ApiEvent } from '../../core/contract/api/api.ts';
import type { MenuCommand } from '../../core/contract/api/events.ts';

/**
 * What the system hands to the interface: places to open and commands of the menu. Places are kept
 * until the page takes them (`shell.takeOpened`); the event only tells that there is one. Before the
 * page has asked for the first time nobody listens, and commands are kept as well.
 */
export interface Outbox {
  openPlace(place: string): void;
  command(command: MenuCommand): void;
  /** The places kept so far, each once, the latest last. From now on the page listens. */
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
      places = [...places.filter((kept) => kept !== place), place];
      if (listening) send({ name: 'place.opened', payload: { place } });
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
