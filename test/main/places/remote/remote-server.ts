import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface RemoteServer {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** What was asked, in order. */
  readonly asked: IncomingMessage[];
  /** Ends it now; its port refuses connections from then on. */
  close(): Promise<void>;
}

/** A server on this machine that answers as the test says, until the test ends. */
export async function remoteServer(answer: Answer): Promise<RemoteServer> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  onTestFinished(close);
  return { origin: `http://127.0.0.1:${port}`, asked, close };
}

/** Announces 1,000 bytes, sends some of them and ends the connection. */
export const truncated: Answer = ({ method }, response) => {
  response.writeHead(200, { 'content-length': 1000 });
  if (method === 'HEAD') response.end();
  else response.write('the first of them', () => response.destroy());
};

/** What is kept of fetched places in a data folder: relative paths, files and folders. */
export function keptIn(root: string): string[] {
  try {
    return readdirSync(join(root, 'fetched'), { recursive: true, encoding: 'utf8' }).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
