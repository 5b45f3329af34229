/** A connection to a remote place that is not waited for in vain. */
export interface PatientConnection {
  /** Aborted by the caller, by the silence of the other side, or by `close`. */
  readonly signal: AbortSignal;
  /** Whether nothing was heard for so long that it was given up. */
  silent(): boolean;
  /** The other side has answered: its silence no longer counts, the signal stays good for the body. */
  answered(): void;
  /** The chunks as they come. Only the other side's time counts, not that of who takes them. */
  listen<T>(chunks: AsyncIterable<T>): AsyncGenerator<T>;
  /** Ends it, whatever of it is still open. */
  close(): void;
}

/** Waits `patienceMs` for the other side to begin to answer, and again for each piece of the answer. */
export function patientConnection(
  given: AbortSignal | undefined,
  patienceMs: number,
): PatientConnection {
  const ending = new AbortController();
  let silent = false;
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      silent = true;
      ending.abort();
    }, patienceMs);
  };
  wait();
  return {
    signal: given ? AbortSignal.any([given, ending.signal]) : ending.signal,
    silent: () => silent,
    answered: () => clearTimeout(timer),
    async *listen(chunks) {
      wait();
      for await (const chunk of chunks) {
        clearTimeout(timer);
        yield chunk;
        wait();
      }
    },
    close() {
      clearTimeout(timer);
      ending.abort();
    },
  };
}
