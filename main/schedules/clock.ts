/** By then the program has started, and whoever started it has what they came for. */
const AFTER_START_MS = 5_000;
const LOOK_MS = 20_000;

/** Looks soon after the start and then every some seconds, one look after the other. Returns how to stop. */
export function lookAgainAndAgain(look: () => Promise<void>): () => void {
  let isStopped = false;
  let timer = setTimeout(again, AFTER_START_MS);
  timer.unref();
  function again(): void {
    void look()
      // A history that is locked or a drive that is gone is no reason to stop looking.
      .catch(() => undefined)
      .then(() => {
        if (isStopped) return;
        timer = setTimeout(again, LOOK_MS);
        timer.unref();
      });
  }
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
