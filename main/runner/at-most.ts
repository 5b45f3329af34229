export interface Paced<T> {
  /** Passes a value on, now or when the pace allows; a later one takes its place. */
  pass(value: T): void;
  /** Passes on what still waits. */
  flush(): void;
  /** Drops what still waits. */
  stop(): void;
}

/** Passes values on to `tell` at most once every `intervalMs`; the latest is never lost. */
export function atMostEvery<T>(
  intervalMs: number,
  tell: (value: T) => void,
  clock: () => number = () => performance.now(),
): Paced<T> {
  let last = -Infinity;
  let waiting: { value: T } | null = null;
  let timer: NodeJS.Timeout | null = null;
  const stop = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    waiting = null;
  };
  const flush = (): void => {
    const held = waiting;
    stop();
    if (!held) return;
    last = clock();
    tell(held.value);
  };
  return {
    stop,
    flush,
    pass(value) {
      waiting = { value };
      const wait = last + intervalMs - clock();
      if (wait <= 0) flush();
      else timer ??= setTimeout(flush, wait);
    },
  };
}
