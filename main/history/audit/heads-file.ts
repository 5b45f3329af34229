import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** The end of the chain: its last entry, by number and hash. */
export interface Head {
  readonly entry: number;
  readonly hash: string;
}

const lineSchema = z.object({ at: z.string(), entry: z.int().min(1), hash: z.string().length(64) });
/** A head as it was kept, and when. */
export type KeptHead = z.infer<typeof lineSchema>;

/** A head as a file of heads has it: a line of JSON. */
export function headLine(head: Head, now: number): string {
  return `${JSON.stringify({ at: new Date(now).toISOString(), ...head })}\n`;
}

/** Adds a head to the end of a file of heads. Throws what the disk throws. */
export function keepHead(path: string, head: Head, now: number): void {
  const line = headLine(head, now);
  try {
    appendFileSync(path, line, { mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    appendFileSync(path, line, { mode: 0o600 });
  }
}

/** The heads in a file, or in a text that holds one of them; none where there is no such file. A line that was cut off is left out. */
export function keptHeads(path: string): readonly KeptHead[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    try {
      return lineSchema.parse(JSON.parse(line));
    } catch {
      return [];
    }
  });
}
