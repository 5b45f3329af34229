import { statSync } from 'node:fs';
import type { AppContext } from '../app/app-context.ts';
import { historyFile } from '../data-folder/data-folder.ts';

/** Up to this size of the history all of it is verified at each start; of a larger one, what is new. */
const SMALL_BYTES = 32 * 2 ** 20;

/** Verifies the audit log beside other work, and tells the interface what there is to explain. Returns the way to stop. */
export function verifyAtStart({ root, history, emit }: AppContext): () => Promise<void> {
  const stopping = new AbortController();
  const done = (async () => {
    // The window comes first.
    await new Promise((resolve) => void setImmediate(resolve));
    if (stopping.signal.aborted) return;
    const isSmall = statSync(historyFile(root)).size <= SMALL_BYTES;
    await history.verifyAuditInTurns(isSmall, stopping.signal);
    emit('audit.changed', { open: history.openBreaks().length });
  })().catch(() => undefined);
  return () => {
    stopping.abort();
    return done;
  };
}
