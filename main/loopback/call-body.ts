import type { FastifyInstance } from 'fastify';

/** A call may name tens of thousands of exceptions. */
const LARGEST_CALL_BYTES = 32 * 2 ** 20;
/** The deepest input of a call has some ten levels. */
const DEEPEST = 64;
/** The longest one has some tens of thousands of values. */
const MOST_VALUES = 500_000;

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const OPEN = new Set([91, 123]);
const CLOSE = new Set([93, 125]);

/**
 * Reads the body of a call: JSON and nothing else, so that what a form of another page can send is not even read.
 * What is nested deeper, or has more values, than any call is refused before anything is made of it, because that takes
 * seconds.
 */
export function readCallBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer', bodyLimit: LARGEST_CALL_BYTES },
    (request, body, done) => {
      if (isNoCall(body)) done(Object.assign(new Error('no call'), { statusCode: 400 }));
      else void parse(request, body.toString(), done);
    },
  );
}

/** Whether brackets are nested deeper than {@link DEEPEST}, or there are more values than {@link MOST_VALUES}. */
function isNoCall(json: Buffer): boolean {
  let depth = 0;
  let values = 0;
  let within = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]!;
    if (within) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) within = false;
    } else if (byte === QUOTE) within = true;
    else if (CLOSE.has(byte)) depth--;
    else if (byte === COMMA || OPEN.has(byte)) {
      if (byte !== COMMA) depth++;
      if (depth > DEEPEST || ++values > MOST_VALUES) return true;
    }
  }
  return false;
}
