import type { OwnAnswer } from '../request/own-answer.ts';

/** Then the stream is opened anew, and its token looked at again. */
const LONGEST_MS = 15 * 60_000;

/** The program's events as they happen; those that were missed first. */
export const streamEvents: OwnAnswer = ({ events }, _asked, request, reply) => {
  reply.hijack();
  const headers = reply.getHeaders() as Record<string, string>;
  reply.raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream' });
  events.add(reply.raw, request.headers['last-event-id']?.toString());
  const end = setTimeout(() => reply.raw.end(), LONGEST_MS);
  end.unref();
  reply.raw.once('close', () => clearTimeout(end));
  return reply;
};
