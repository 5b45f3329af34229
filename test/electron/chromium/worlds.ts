/**
 * What runs in the page, handed over as text: nothing here may use anything around it. Electron's `contextBridge`
 * is imitated between two worlds of one page that share the window and no objects: what is said in events between
 * them is copied by structure, functions are called over them. It keeps no page from listening in, as Electron's does.
 */

/** Names under which the two worlds speak, and the program is spoken with. */
export interface WorldNames {
  readonly toMain: string;
  readonly toPreload: string;
  /** The function that takes what the page says to the program. */
  readonly binding: string;
}

/** The preload, how it was called, and what it may load. */
export interface PreloadGiven {
  readonly argv: readonly string[];
  readonly names: WorldNames;
}

type Callable = (...given: unknown[]) => unknown;

/** What one world says to the other. */
type Said =
  | { readonly kind: 'exposed'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'called'; readonly id: number; readonly given: readonly unknown[] }
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'promised'; readonly id: number }
  | { readonly kind: 'threw'; readonly words: string }
  | { readonly kind: 'kept'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'broke'; readonly id: number; readonly words: string };

export interface WorldEnd {
  expose(name: string, value: unknown): void;
}

/** One world's end of the bridge. `heard` and `said` are the names of its events. */
export function worldEnd(heard: string, said: string): WorldEnd {
  const world = globalThis as unknown as EventTarget & Record<string, unknown>;
  const functions: Callable[] = [];
  const promises = new Map<number, PromiseWithResolvers<unknown>>();
  let lastPromise = 0;
  let answer: Said | null = null;
  const say = (message: Said): void =>
    void world.dispatchEvent(new CustomEvent<Said>(said, { detail: message }));
  const wordsOf = (error: unknown): string =>
    error instanceof Error ? error.message : String(error);

  function packed(value: unknown): unknown {
    if (typeof value === 'function') return { crossing: functions.push(value as Callable) - 1 };
    if (Array.isArray(value)) return value.map(packed);
    if (Object.prototype.toString.call(value) !== '[object Object]') return value;
    return Object.fromEntries(
      Object.entries(value as object).map(([key, each]) => [key, packed(each)]),
    );
  }
  function unpacked(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(unpacked);
    if (Object.prototype.toString.call(value) !== '[object Object]') return value;
    const { crossing } = value as { crossing?: number };
    if (crossing !== undefined) return (...given: unknown[]) => call(crossing, given);
    return Object.fromEntries(
      Object.entries(value as object).map(([key, each]) => [key, unpacked(each)]),
    );
  }
  function call(id: number, given: unknown[]): unknown {
    answer = null;
    say({ kind: 'called', id, given: given.map(packed) });
    const got = answer as Said | null;
    if (got?.kind === 'returned') return unpacked(got.value);
    if (got?.kind !== 'promised') throw new Error(got?.kind === 'threw' ? got.words : 'no answer');
    const promise = Promise.withResolvers<unknown>();
    promises.set(got.id, promise);
    return promise.promise;
  }
  function carryOut(id: number, given: readonly unknown[]): void {
    try {
      const value = functions[id]!(...given.map(unpacked));
      if (!(value instanceof Promise)) return say({ kind: 'returned', value: packed(value) });
      const promise = ++lastPromise;
      value.then(
        (kept: unknown) => say({ kind: 'kept', id: promise, value: packed(kept) }),
        (error: unknown) => say({ kind: 'broke', id: promise, words: wordsOf(error) }),
      );
      say({ kind: 'promised', id: promise });
    } catch (error) {
      say({ kind: 'threw', words: wordsOf(error) });
    }
  }

  world.addEventListener(heard, (event) => {
    const message = (event as CustomEvent<Said>).detail;
    if (message.kind === 'exposed')
      Object.defineProperty(world, message.name, { value: unpacked(message.value) });
    else if (message.kind === 'called') carryOut(message.id, message.given);
    else if (message.kind === 'kept') promises.get(message.id)?.resolve(unpacked(message.value));
    else if (message.kind === 'broke') promises.get(message.id)?.reject(new Error(message.words));
    else answer = message;
  });
  return { expose: (name, value) => say({ kind: 'exposed', name, value: packed(value) }) };
}

/**
 * Runs a preload as Electron does in a sandbox: in the main frame, with `require` of Electron alone. Leaves in this
 * world what the program tells it with.
 */
export function runPreload(
  { argv, names }: PreloadGiven,
  end: (heard: string, said: string) => WorldEnd,
  preload: (require: Callable, process: object, exports: object) => void,
): void {
  const world = globalThis as unknown as Record<string, unknown>;
  if (world['top'] !== world['window']) return;
  const toProgram = world[names.binding] as (text: string) => void;
  const calls = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, Set<Callable>>();
  let last = 0;
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, value: unknown) =>
        end(names.toPreload, names.toMain).expose(name, value),
    },
    ipcRenderer: {
      invoke(channel: string, ...given: unknown[]): Promise<unknown> {
        const id = ++last;
        const call = Promise.withResolvers<unknown>();
        calls.set(id, call);
        toProgram(JSON.stringify({ id, channel, given: structuredClone(given) }));
        return call.promise;
      },
      on: (channel: string, listener: Callable) =>
        void listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener)),
      off: (channel: string, listener: Callable) => listeners.get(channel)?.delete(listener),
    },
    // Chromium alone tells no page where a file lies.
    webUtils: { getPathForFile: () => '' },
  };
  world['fromProgram'] = {
    sent(channel: string, message: unknown): void {
      for (const listener of listeners.get(channel) ?? []) listener({}, message);
    },
    answered: (id: number, value: unknown) => calls.get(id)?.resolve(value),
    failed: (id: number, words: string) => calls.get(id)?.reject(new Error(words)),
  };
  preload(
    (name) => {
      if (name === 'electron') return electron;
      throw new Error(`module not found: ${String(name)}`);
    },
    { argv },
    {},
  );
}
