import type { ApiEvent } from '../../../core/contract/api/api.ts';
import type { MenuCommand } from '../../../core/contract/api/events.ts';

/** The menu's commands on their way to the page; kept as long as no page listens. */
export interface MenuCommands {
  choose(command: MenuCommand): void;
  pageListens(): void;
  /** The page is gone or loads anew. */
  pageLeft(): void;
}

export function createMenuCommands(send: (event: ApiEvent) => void): MenuCommands {
  let listening = false;
  let kept: MenuCommand[] = [];
  const tell = (command: MenuCommand): void => send({ name: 'menu', payload: { command } });
  return {
    choose(command) {
      if (listening) tell(command);
      else kept.push(command);
    },
    pageListens() {
      listening = true;
      const commands = kept;
      kept = [];
      for (const command of commands) tell(command);
    },
    pageLeft() {
      listening = false;
    },
  };
}
