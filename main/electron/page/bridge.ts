import type { ApiBridge, ApiEvent, ApiReply, CallName } from '../../../core/contract/api/api.ts';
import { API_EVENTS } from '../../../core/contract/api/events.ts';

export const CALL_CHANNEL = 'thrive:call';
export const EVENT_CHANNEL = 'thrive:event';
const NAMES = '--thrive-calls=';

/**
 * How the names on the API map reach the preload: as an argument of the page's process. So the map
 * stays the only source of them, and its schemas stay out of the preload.
 */
export function callNamesArgument(names: readonly CallName[]): string {
  return NAMES + names.join(',');
}

/** The names that {@link callNamesArgument} put among the arguments; none where it did not. */
export function callNamesFrom(argv: readonly string[]): readonly string[] {
  const argument = argv.find((each) => each.startsWith(NAMES)) ?? NAMES;
  return argument.slice(NAMES.length).split(',').filter(Boolean);
}

/** What the bridge needs of Electron in the page's process. */
export interface PageSide {
  invoke(channel: string, name: string, input: unknown): Promise<unknown>;
  on(channel: string, listener: (event: unknown, message: unknown) => void): void;
  off(channel: string, listener: (event: unknown, message: unknown) => void): void;
  /** Empty for a file that has no path. */
  pathForFile(file: File): string;
}

/** What the page gets as `window.thrive`: the calls on the map, the events on the map, nothing else. */
export function bridgeOf(names: readonly string[], page: PageSide): ApiBridge {
  const known = new Set<string>(names);
  const events = new Set<unknown>(API_EVENTS);
  return {
    call: async (name, input) =>
      known.has(name) ? ((await page.invoke(CALL_CHANNEL, name, input)) as ApiReply) : unknown(),
    onEvent(listener) {
      const pass = (_event: unknown, message: unknown): void => {
        if (events.has((message as ApiEvent | null)?.name)) listener(message as ApiEvent);
      };
      page.on(EVENT_CHANNEL, pass);
      return () => page.off(EVENT_CHANNEL, pass);
    },
    pathOf: (file) => page.pathForFile(file) || null,
    upload: null,
  };
}

function unknown(): ApiReply {
  return {
    ok: false,
    problem: {
      kind: 'usage',
      code: 'api.unknown-call',
      message: 'This window and the program are of different versions.',
      hint: 'Reload the window. If it happens again, restart the program.',
    },
  };
}
