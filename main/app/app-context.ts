import type { ApiEventName, ApiEvents } from '../../core/contract/api/events.ts';
import type { History } from '../history/history.ts';
import type { SecretStore } from './secret-store.ts';
import type { Host } from './host.ts';
import type { Jobs } from './jobs.ts';

/** What the services share. */
export interface AppContext {
  /** The data folder, absolute. */
  readonly root: string;
  readonly history: History;
  readonly host: Host;
  /** What opens the places of saved sources and of the delivery. */
  readonly secrets: SecretStore;
  /** The work under way. */
  readonly jobs: Jobs;
  readonly now: () => Date;
  /** Tells the interface. */
  readonly emit: <E extends ApiEventName>(name: E, payload: ApiEvents[E]) => void;
  /** Called when the program ends, in reverse order. */
  readonly onClose: (close: () => void | Promise<void>) => void;
  /** Places that were handed to the program and not yet taken by the interface. */
  readonly opened: string[];
  /** All places that were handed to the program by whoever started it or opened a file with it. */
  readonly handedOver: Set<string>;
}
