import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/**
 * Makes a body fail with its socket's own error. Node itself tells a connection that was reset like one
 * that was closed in good order before the end of the body.
 */
export function failingWithItsSocket<T extends Readable & { readonly socket?: Socket | null }>(
  body: T,
): T {
  const { socket } = body;
  if (!socket) return body;
  const pass = (error: Error): void => void body.destroy(error);
  // Before the client's own listener, which ends the body in its own words.
  socket.prependOnceListener('error', pass);
  body.once('close', () => socket.off('error', pass));
  return body;
}
