import { S3ServiceException } from '@aws-sdk/client-s3';
import { meaningOf } from '../../../core/contract/problem-codes.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { networkProblem, remoteProblem } from '../remote/remote-problem.ts';
import { retryAfterMs } from '../remote/retries.ts';
import { s3Place } from './s3-address.ts';

/** What was asked of S3. */
export interface S3Deed {
  readonly bucket: string;
  /** Or the prefix; empty for the bucket as a whole. */
  readonly key: string;
  /** The permission that it takes, e.g. `s3:GetObject`. */
  readonly action: string;
  /** `host:port` where the way leads through a proxy. */
  readonly proxy?: string | null | undefined;
}

/** What S3 says is wrong, by the names of its errors. */
const TROUBLES: Readonly<Record<string, S3ProblemCode>> = {
  NoSuchBucket: 'source.no-bucket',
  NoSuchKey: 'source.missing',
  NoSuchVersion: 'source.no-version',
  NotFound: 'source.missing',
  AccessDenied: 'source.no-permission',
  Forbidden: 'source.no-permission',
  AllAccessDisabled: 'source.no-permission',
  AccountProblem: 'source.no-permission',
  KMSAccessDeniedException: 'source.no-permission',
  'KMS.DisabledException': 'source.no-kms-key',
  'KMS.NotFoundException': 'source.no-kms-key',
  'KMS.KMSInvalidStateException': 'source.no-kms-key',
  PermanentRedirect: 'source.wrong-region',
  TemporaryRedirect: 'source.wrong-region',
  AuthorizationHeaderMalformed: 'source.wrong-region',
  IllegalLocationConstraintException: 'source.wrong-region',
  ExpiredToken: 'source.expired-token',
  ExpiredTokenException: 'source.expired-token',
  TokenRefreshRequired: 'source.expired-token',
  InvalidToken: 'source.wrong-credentials',
  InvalidAccessKeyId: 'source.wrong-credentials',
  SignatureDoesNotMatch: 'source.wrong-credentials',
  RequestTimeTooSkewed: 'source.clock',
  InvalidObjectState: 'source.archived',
  PreconditionFailed: 'source.replaced',
  SlowDown: 'source.busy',
  ServiceUnavailable: 'source.busy',
  TooManyRequests: 'source.busy',
  Throttling: 'source.busy',
  ThrottlingException: 'source.busy',
  RequestTimeout: 'source.busy',
  InternalError: 'source.server-fault',
  BadDigest: 'source.bad-digest',
  XAmzContentSHA256Mismatch: 'source.bad-digest',
  XAmzContentChecksumMismatch: 'source.bad-digest',
  CredentialsProviderError: 'source.no-credentials',
  TokenProviderError: 'source.no-credentials',
};
/** Storages that are like S3 do not all send a name, and answers to HEAD have none. */
const TROUBLES_BY_STATUS: Readonly<Record<number, S3ProblemCode>> = {
  301: 'source.wrong-region',
  307: 'source.wrong-region',
  403: 'source.no-permission',
  404: 'source.missing',
  408: 'source.busy',
  412: 'source.replaced',
  429: 'source.busy',
  500: 'source.server-fault',
  502: 'source.server-fault',
  503: 'source.busy',
  504: 'source.server-fault',
};
type S3ProblemCode =
  | 'source.no-bucket'
  | 'source.missing'
  | 'source.no-version'
  | 'source.no-permission'
  | 'source.no-kms-key'
  | 'source.customer-key'
  | 'source.wrong-region'
  | 'source.no-region'
  | 'source.expired-token'
  | 'source.wrong-credentials'
  | 'source.no-credentials'
  | 'source.clock'
  | 'source.archived'
  | 'source.replaced'
  | 'source.busy'
  | 'source.server-fault'
  | 'source.bad-digest';

/** What S3, or the way to it, says, in words. Problems are passed on as they are. */
export function s3Problem(thrown: unknown, deed: S3Deed): Problem {
  if (thrown instanceof Problem) return thrown;
  const trouble = troubleOf(thrown);
  if (trouble) {
    const [message, hint] = sentences(trouble, thrown, deed);
    const wait = retryAfterMs(headerOf(thrown, 'retry-after'));
    const region = regionOf(thrown);
    return remoteProblem(trouble, message, hint, thrown, {
      ...(wait !== null && { retryAfterMs: wait }),
      ...(region !== null && { region }),
    });
  }
  const place = s3Place(deed.bucket, deed.key);
  const status = statusOf(thrown);
  const name = thrown instanceof Error ? thrown.name : '';
  return (
    networkProblem(thrown, place, deed.proxy) ??
    remoteProblem(
      'source.s3',
      `S3 returned ${name || 'an error'}${status ? ` (HTTP ${status})` : ''} for ${place}.`,
      status !== null && status < 500
        ? 'Send the details to the storage administrator. Tried again, it would be refused again.'
        : 'Try again later, or send the details to the storage administrator.',
      thrown,
    )
  );
}

/** The Problem of an object that is there, but not in the version that was asked for. */
export function noSuchVersion(thrown: unknown, deed: S3Deed): Problem {
  const [message, hint] = sentences('source.no-version', thrown, deed);
  return remoteProblem('source.no-version', message, hint, thrown);
}

/** The HTTP status of an answer of S3; null for what is none. */
export function statusOf(thrown: unknown): number | null {
  return thrown instanceof S3ServiceException ? (thrown.$metadata.httpStatusCode ?? null) : null;
}

/** Whether an answer to HEAD may mean one thing or another: asking by GET tells S3's own words. */
export function isWordless(thrown: unknown): boolean {
  const named = thrown instanceof Error && thrown.name in TROUBLES;
  const vague = !named || /^(NotFound|Forbidden)$/.test((thrown as Error).name);
  return vague && WORDLESS.has(statusOf(thrown) ?? 0);
}

const WORDLESS: ReadonlySet<number> = new Set([301, 307, 400, 403, 404, 405]);

function troubleOf(thrown: unknown): S3ProblemCode | undefined {
  const words = String(thrown);
  if (/region is missing/i.test(words)) return 'source.no-region';
  const name = thrown instanceof Error ? thrown.name : '';
  const status = statusOf(thrown);
  if (status === 400 && /server side encryption|SSE|encryption/i.test(words))
    return 'source.customer-key';
  const trouble = TROUBLES[name] ?? TROUBLES_BY_STATUS[status ?? 0];
  // A session of single sign-on that is over is told as credentials that are not there.
  return trouble === 'source.no-credentials' && /expired/i.test(words)
    ? 'source.expired-token'
    : trouble;
}

function headerOf(thrown: unknown, name: string): string | null {
  if (!(thrown instanceof S3ServiceException)) return null;
  const headers = thrown.$response?.headers as Record<string, string> | undefined;
  return headers?.[name] ?? null;
}

function regionOf(thrown: unknown): string | null {
  const named = (thrown as { Region?: unknown } | null)?.Region;
  return headerOf(thrown, 'x-amz-bucket-region') ?? (typeof named === 'string' ? named : null);
}

/** The action that S3's own sentence names: it knows better than we, e.g. that it was kms:Decrypt. */
function deniedAction(thrown: unknown, otherwise: string): string {
  const found = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(String(thrown));
  return found?.[1] ?? otherwise;
}

function sentences(
  trouble: S3ProblemCode,
  thrown: unknown,
  { bucket, key, action: asked }: S3Deed,
): [message: string, hint: string] {
  const place = s3Place(bucket, key);
  switch (trouble) {
    case 'source.no-bucket':
      return [
        `The bucket ${bucket} does not exist.`,
        'Check the name of the bucket, the endpoint and the account.',
      ];
    case 'source.missing':
      return key === ''
        ? [
            `The bucket ${bucket} does not exist.`,
            'Check the name of the bucket, the endpoint and the account.',
          ]
        : [
            `The bucket ${bucket} has no object ${key}.`,
            'Check the key; the file may not have been delivered yet.',
          ];
    case 'source.no-version':
      return [
        `${place} has no such version.`,
        'Check the version id, or leave it out to take the latest.',
      ];
    case 'source.no-permission': {
      const action = deniedAction(thrown, asked);
      return [
        `Access to ${place} is denied (${action}).`,
        action.startsWith('kms:')
          ? `Ask for the permission ${action} on the key that the object is encrypted with.`
          : `Ask for the permission ${action} on it${action === 's3:GetObject' ? ', and kms:Decrypt if it is encrypted with a key of its own' : ''}.`,
      ];
    }
    case 'source.no-kms-key':
      return [
        `The key that ${place} is encrypted with cannot be used.`,
        'Ask the owner of the bucket whether the KMS key is disabled or deleted.',
      ];
    case 'source.customer-key':
      return [
        `The encryption key does not match ${place}.`,
        'Enter the key that the object was encrypted with (SSE-C), or none if it was encrypted without one.',
      ];
    case 'source.wrong-region': {
      const region = regionOf(thrown);
      return [
        `The bucket ${bucket} is in another region${region ? `: ${region}` : ''}.`,
        `Set the region ${region ?? 'of the bucket'}.`,
      ];
    }
    case 'source.no-region':
      return [meaningOf('source.no-region'), 'Enter the region of the bucket.'];
    case 'source.expired-token':
      return [meaningOf('source.expired-token'), 'Sign in again, for example with aws sso login.'];
    case 'source.wrong-credentials':
      return [
        meaningOf('source.wrong-credentials'),
        'Check the access key and the secret key of the profile.',
      ];
    case 'source.no-credentials':
      return [
        meaningOf('source.no-credentials'),
        'Sign in with the AWS command line, name a profile that has credentials, or keep keys with the source.',
      ];
    case 'source.clock':
      return [meaningOf('source.clock'), 'Synchronise the clock and try again.'];
    case 'source.archived':
      return [
        `${place} is in archive storage and cannot be read directly.`,
        'Have it restored from the archive, then try again.',
      ];
    case 'source.replaced':
      return [
        `${place} was replaced while it was being fetched.`,
        'Try again when its delivery has finished.',
      ];
    case 'source.busy':
      return [
        `The storage of ${bucket} is busy and limits requests.`,
        'Try again in a few minutes.',
      ];
    case 'source.server-fault':
      return [
        `The storage of ${bucket} reported an internal error (HTTP ${statusOf(thrown) ?? 500}).`,
        'Try again later. If it persists, contact the storage administrator.',
      ];
    case 'source.bad-digest':
      return [
        `The data that the storage received for ${place} differs from what was sent.`,
        'Try again. If it happens again, ask your network administrator what alters data in transit.',
      ];
  }
}
