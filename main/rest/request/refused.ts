import type { ProblemValue } from '../../../core/contract/problem.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { meaningOf } from '../../../core/contract/problem-codes.ts';

type RefusalCode =
  | 'api.no-token'
  | 'api.token-expired'
  | 'api.token-revoked'
  | 'api.scope'
  | 'api.foreign-host'
  | 'api.no-such-route'
  | 'api.no-such-job'
  | 'api.too-large'
  | 'api.media-type'
  | 'api.malformed'
  | 'api.range'
  | 'api.too-many-requests'
  | 'api.idempotency-key'
  | 'api.idempotency-other'
  | 'api.idempotency-under-way';

const HINTS: Readonly<Record<RefusalCode, string>> = {
  'api.no-token':
    'Send one as Authorization: Bearer thrive_…; make one with: npm run reconcile -- api token add',
  'api.token-expired': 'Make a new one with: npm run reconcile -- api token add',
  'api.token-revoked': 'Ask whoever gave it for a new one.',
  'api.scope': 'Use a token that has the scope, or have one made.',
  'api.foreign-host': 'Ask for it by the address that the server printed at its start.',
  'api.no-such-route': 'Look up the address in the documentation: /docs.',
  'api.no-such-job':
    'Take its id from the answer that began it. Of a run, the run itself tells for ever.',
  'api.too-large': 'Send less at once, or start a run of a file that the server may read.',
  'api.media-type': 'Look up in the documentation what the request may send: /docs.',
  'api.malformed': 'Correct the request and send it again.',
  'api.range': 'Ask for a part that the file has.',
  'api.too-many-requests': 'Wait as long as Retry-After says, and go on.',
  'api.idempotency-key': 'Send 1 to 128 visible letters of ASCII, such as a UUID.',
  'api.idempotency-other': 'Choose a new key for each request of its own.',
  'api.idempotency-under-way':
    'Wait a moment and send it again. If the server was ended while it was answering, look up what it did and choose a new key.',
};

/** The Problem that a request meets before anything is done. */
export function refused(
  code: RefusalCode,
  more: Partial<Pick<ProblemValue, 'message' | 'details'>> = {},
): Problem {
  return new Problem({
    kind:
      code === 'api.idempotency-under-way' || code === 'api.too-many-requests' ? 'busy' : 'usage',
    code,
    message: more.message ?? meaningOf(code),
    hint: HINTS[code],
    ...(more.details && { details: more.details }),
  });
}
