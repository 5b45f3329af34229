import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { headLine, keepHead, keptHeads } from '../audit/heads-file.ts';
import type { Head, KeptHead } from '../audit/heads-file.ts';
import type { HistoryContext } from './history-context.ts';

/** Below the folder of the history. */
export const HEADS_FILE = join('audit', 'heads.jsonl');

/**
 * Heads of the chain that are kept outside the history, so that a tail which is cut off shows: in a file beside it,
 * and in one in a folder that the settings name, best on another drive. An act is never held up or undone because a
 * head could not be kept; that is told with the next verdict.
 *
 * @param file the one beside the history; null for none.
 */
export function headFunctions({ prepared, now }: HistoryContext, file: string | null) {
  let trouble: string | null = null;
  let waiting: string | null = null;
  let isWriting = false;

  function keep(head: Head): void {
    if (file !== null)
      try {
        keepHead(file, head, now());
      } catch (error) {
        trouble = troubleAt(file, error);
      }
    waiting = headLine(head, now());
    if (!isWriting) void keepElsewhere();
  }

  /** A drive that is slow or gone holds nothing up: what was to be kept meanwhile is the latest head. */
  async function keepElsewhere(): Promise<void> {
    isWriting = true;
    const other = otherFile();
    while (other !== null && waiting !== null) {
      const line = waiting;
      waiting = null;
      try {
        await mkdir(dirname(other), { recursive: true });
        await appendFile(other, line, { mode: 0o600 });
        trouble = null;
      } catch (error) {
        trouble = troubleAt(other, error);
      }
    }
    isWriting = false;
  }

  /** The file in the folder of the settings, named after the first entry: each history has its own; null for none. */
  function otherFile(): string | null {
    const folder = prepared<[], string | null>(
      `SELECT value ->> '$' FROM app_settings WHERE name = 'auditFolder'`,
    )
      .pluck()
      .get();
    const first = prepared<[], string>('SELECT hash FROM audit ORDER BY id LIMIT 1').pluck().get();
    if (folder == null || first === undefined) return null;
    return join(folder, `audit-heads-${first.slice(0, 12)}.jsonl`);
  }

  /** All heads that were kept; what cannot be read is told as {@link headsTrouble}. */
  function allKeptHeads(): readonly KeptHead[] {
    return [file, otherFile()].flatMap((path) => {
      if (path === null) return [];
      try {
        return keptHeads(path);
      } catch (error) {
        trouble = troubleAt(path, error);
        return [];
      }
    });
  }

  return { keep, allKeptHeads, headsTrouble: () => trouble };
}

function troubleAt(path: string, error: unknown): string {
  return `Heads of the audit log are not kept in ${path}: ${error instanceof Error ? error.message : String(error)}.`;
}
