/** By then the program has started, and whoever started it has what they came for. */
const AFTER_START_MS = 20_000;
const DAY_MS = 86_400_000;

/** Looks some time after the start and then once a day. Returns how to stop. */
export function lookDaily(look: () => Promise<void>): () => void {
  let timer = setTimeout(again, AFTER_START_MS);
  timer.unref();
  function again(): void {
    timer = setTimeout(again, DAY_MS);
    timer.unref();
    void look();
  }
  return () => clearTimeout(timer);
}
