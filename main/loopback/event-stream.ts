import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { ApiEvent } from '../../core/contract/api/api.ts';

/** The program's events as server-sent events. */
export interface EventStream {
  send(event: ApiEvent): void;
  /** Adds a browser; `lastSeen` is the id of the last event that it got before it lost the line. */
  add(response: ServerResponse, lastSeen: string | undefined): void;
  close(): void;
}

/** How many events a browser may miss while it connects anew. */
const KEPT = 500;
/** Proxies and sleeping laptops cut silent lines. */
const HEARTBEAT_MS = 15_000;

export function newEventStream(): EventStream {
  // Ids of an earlier server mean nothing here.
  const server = randomBytes(6).toString('hex');
  const browsers = new Set<ServerResponse>();
  const kept: { readonly n: number; readonly text: string }[] = [];
  let n = 0;
  const heartbeat = setInterval(() => {
    for (const browser of browsers) browser.write(': still here\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    send(event) {
      n++;
      const passing = event.name === 'progress';
      const text = `id: ${server}-${n}\ndata: ${JSON.stringify(event)}\n\n`;
      // Progress is out of date when a line is back; the next one comes by itself.
      if (!passing) kept.push({ n, text });
      if (kept.length > KEPT) kept.shift();
      for (const browser of browsers)
        // A browser that does not keep up misses progress, and nothing else.
        if (!passing || !browser.writableNeedDrain) browser.write(text);
    },
    add(response, lastSeen) {
      response.write('retry: 1000\n\n');
      const [of, last] = lastSeen?.split('-') ?? [];
      if (of === server)
        for (const event of kept) if (event.n > Number(last)) response.write(event.text);
      browsers.add(response);
      response.on('close', () => browsers.delete(response));
    },
    close() {
      clearInterval(heartbeat);
      for (const browser of browsers) browser.end();
      browsers.clear();
    },
  };
}
