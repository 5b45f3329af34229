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
    message: `${name} was changed after the run wrote it. The delivery was not completed.`,
    hint: 'Verify the published files of the run. If they were changed, run again with force.',
    details: { name },
  });
}

/** The stored file differs from what was sent. */
export function notAsSent(place: string): Problem {
  return new Problem({
    kind: 'delivery-failed',
    code: 'delivery.not-as-sent',
    message: `${place} differs in size or checksum from what was sent.`,
    hint: 'Deliver again. If it happens again, contact the storage administrator.',
  });
}

/** Encryption with your own key is chosen, but no key is saved. */
export function noCustomerKey(): Problem {
  return new Problem({
    kind: 'delivery-failed',
    code: 'delivery.no-customer-key',
    message: 'The delivery is set to use your own encryption key, but no key is saved.',
    hint: 'Enter the key (SSE-C) in the settings, or choose another encryption.',
  });
}
