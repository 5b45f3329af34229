/** How a server is ended. */
export interface Ending {
  /** Ends it, once; what goes wrong with that is told, and it has ended all the same. */
  stop(): Promise<void>;
  /** Resolves when it has ended, by whomever. */
  readonly stopped: Promise<void>;
}

/** Ends a server once, however often that is asked. */
export function onceEnded(end: () => Promise<void>, log: (fault: unknown) => void): Ending {
  const ended = Promise.withResolvers<undefined>();
  let stopping: Promise<void> | undefined;
  return {
    stop: () =>
      (stopping ??= end()
        .catch(log)
        .then(() => ended.resolve(undefined))),
    stopped: ended.promise,
  };
}
