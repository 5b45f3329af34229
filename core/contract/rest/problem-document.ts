import { z } from 'zod';
import { PROBLEM_CODES } from '../problem-codes.ts';
import type { ProblemKind } from '../problem-codes.ts';
import type { ProblemValue } from '../problem.ts';
import { problemValueSchema } from '../run.ts';

/** A problem as it is answered: RFC 9457, with our code, hint and details beside its members. */
export const problemDocumentSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What happened, in a sentence.' }),
    code: z.string().meta({ description: 'Stable; the codes are those of the program.' }),
    hint: z.string().meta({ description: 'How to mend it, in a sentence.' }),
    details: problemValueSchema.shape.details.unwrap(),
  })
  .meta({ id: 'Problem' });

/** The status of a problem whose code has none of its own. */
const STATUS_OF_KIND: Readonly<Record<ProblemKind, number>> = {
  usage: 400,
  'source-unreadable': 422,
  'source-not-there-yet': 422,
  'delivery-failed': 502,
  'validation-halted': 422,
  'verification-failed': 422,
  cancelled: 409,
  busy: 409,
  internal: 500,
};

const STATUS_OF_CODE: Readonly<Partial<Record<string, number>>> = {
  'api.no-token': 401,
  'api.token-expired': 401,
  'api.token-revoked': 401,
  'api.scope': 403,
  'api.foreign-host': 403,
  'path.not-allowed': 403,
  'api.no-such-route': 404,
  'api.no-such-job': 404,
  'close.no-run': 404,
  'run.no-outputs': 404,
  'run.no-data': 404,
  'run.unknown': 404,
  'source.unknown': 404,
  'api.too-large': 413,
  'upload.too-large': 413,
  'api.media-type': 415,
  'api.range': 416,
  'api.idempotency-other': 422,
  'api.idempotency-under-way': 409,
  'api.too-many-requests': 429,
  'history.busy': 503,
};

/** The HTTP status of a problem. */
function statusOfProblem({ code, kind }: Pick<ProblemValue, 'code' | 'kind'>): number {
  return STATUS_OF_CODE[code] ?? STATUS_OF_KIND[kind];
}

/** A problem as it is answered. */
export function problemDocument(problem: ProblemValue): z.output<typeof problemDocumentSchema> {
  const { code, message, hint, details } = problem;
  const known = PROBLEM_CODES as Readonly<Record<string, readonly [string, ...unknown[]]>>;
  return {
    type: `urn:thrive-cash:problem:${code}`,
    title: Object.hasOwn(known, code) ? known[code]![0] : message,
    status: statusOfProblem(problem),
    detail: message,
    code,
    hint,
    details: { ...details },
  };
}
