import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ApiServer } from '../../core/contract/tokens/token-calls.ts';
import { forget, writeWhole } from '../data-folder/write-whole.ts';

/** By which the window sees that the API is served from another process. It holds no secret. */
const SERVER_FILE = 'api-server.json';

const schema = z.object({ pid: z.int().min(1), address: z.string().max(300), since: z.int() });

/** Says where this process serves the API; returns the way to take that back. */
export function announceServer(root: string, server: ApiServer): () => void {
  const path = join(root, SERVER_FILE);
  writeWhole(path, `${JSON.stringify({ pid: process.pid, ...server })}\n`);
  return () => forget(path);
}

/** The server that runs over a data folder; null where none does, or where the one that did was killed. */
export function runningServer(root: string): ApiServer | null {
  try {
    const { pid, address, since } = schema.parse(
      JSON.parse(readFileSync(join(root, SERVER_FILE), 'utf8')),
    );
    process.kill(pid, 0);
    return { address, since };
  } catch {
    return null;
  }
}
