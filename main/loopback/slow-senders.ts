import type { FastifyInstance } from 'fastify';

/** How long a browser may take for the headers of a request: they are sent at once. */
const HEADERS_MS = 10_000;
/** How long nothing may come of a body that has begun. A whole one may take as long as its file is large. */
const SILENCE_MS = 30_000;

export interface SlowSenders {
  readonly headersMs?: number;
  readonly silenceMs?: number;
}

/** The options of Node's server by which a request whose headers do not come is given up. */
export function headerLimits({ headersMs = HEADERS_MS }: SlowSenders) {
  return {
    headersTimeout: headersMs,
    connectionsCheckingInterval: Math.min(headersMs, 2_000),
  };
}

/** Gives up a request whose body stops halfway: the connection ends, and what waits for the body with it. */
export function giveUpSilentBodies(
  server: FastifyInstance,
  { silenceMs = SILENCE_MS }: SlowSenders,
): void {
  server.addHook('onRequest', async ({ raw }) => {
    if (raw.method !== 'POST') return;
    raw.setTimeout(silenceMs, () => raw.socket.destroy());
    // The answer may take its time.
    raw.once('end', () => raw.setTimeout(0));
  });
}
