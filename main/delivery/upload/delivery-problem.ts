import { asProblem, Problem } from '../../../core/contract/problem.ts';

/**
 * A problem of the way to S3 as one of a delivery: kind `delivery-failed`, code `delivery.…`. A
 * cancellation, and what is a delivery's already, are passed on as they are.
 */
export function deliveryProblem(thrown: unknown): Problem {
  const problem = asProblem(thrown);
  if (problem.kind !== 'source-unreadable') return problem;
  const { message, hint, details } = problem;
  const code = problem.code.replace(/^source\./, 'delivery.');
  return new Problem({ kind: 'delivery-failed', code, message, hint, details }, problem.cause);
}

/** A file that is no longer what the run has written. */
export function changedFile(name: string): Problem {
  return new Problem({
    kind: 'delivery-failed',
    code: 'delivery.file-changed',
    message: `${name} is not what the run has written; nothing is announced in the manifest.`,
    hint: 'Verify the published files of the run, and run it again with force if they were changed.',
    details: { name },
  });
}

/** What lies there after the upload is not what was sent. */
export function notAsSent(place: string): Problem {
  return new Problem({
    kind: 'delivery-failed',
    code: 'delivery.not-as-sent',
    message: `${place} does not have the size or the checksum of what was sent.`,
    hint: 'Deliver again; if it happens again, ask whoever runs the storage.',
  });
}

/** An own key is asked for, and none is there. */
export function noCustomerKey(): Problem {
  return new Problem({
    kind: 'delivery-failed',
    code: 'delivery.no-customer-key',
    message: 'The delivery is to be encrypted with your own key, and there is none.',
    hint: 'Enter the key (SSE-C) in the settings, or choose another encryption.',
  });
}
