import { GetObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { Place } from '../../../core/contract/api/places.ts';
import { isLoopbackAddress } from './loopback-address.ts';
import { placeWithoutSecrets } from '../../history/without-secrets.ts';
import type { RemoteBody } from './fetch-place.ts';
import { networkProblem, remoteProblem } from './remote-problem.ts';

/**
 * Opens an S3 object with the credentials of the AWS default chain, or of the profile that is named.
 * Throws Problems of kind `source-unreadable`.
 */
export async function openS3({ place, s3 = {} }: Place, signal: AbortSignal): Promise<RemoteBody> {
  const { bucket, key } = s3Address(place);
  if (s3.endpoint) {
    const { protocol, hostname } = new URL(s3.endpoint);
    if (protocol !== 'https:' && !isLoopbackAddress(hostname))
      throw remoteProblem(
        'source.not-encrypted',
        `The endpoint ${s3.endpoint} is not encrypted.`,
        'Use an endpoint that begins with https://.',
      );
  }
  const client = new S3Client({
    ...(s3.region && { region: s3.region }),
    ...(s3.profile && { profile: s3.profile }),
    ...(s3.endpoint && { endpoint: s3.endpoint }),
    ...(s3.pathStyle !== undefined && { forcePathStyle: s3.pathStyle }),
    // Regions are told apart by what the bucket answers.
    followRegionRedirects: !s3.endpoint,
  });
  try {
    const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), {
      abortSignal: signal,
    });
    return {
      chunks: closing(object.Body as AsyncIterable<Uint8Array>, () => client.destroy()),
      bytes: object.ContentLength ?? null,
      modifiedAt: object.LastModified?.getTime() ?? null,
    };
  } catch (thrown) {
    client.destroy();
    if (signal.aborted) throw thrown;
    throw s3Problem(thrown, bucket, key);
  }
}

async function* closing(
  chunks: AsyncIterable<Uint8Array>,
  close: () => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } finally {
    close();
  }
}

/** Bucket and key of `s3://bucket/key`. Throws Problem `source.address`. */
function s3Address(place: string): { bucket: string; key: string } {
  const found = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/i.exec(place);
  if (!found)
    throw remoteProblem(
      'source.address',
      `${placeWithoutSecrets(place)} is no S3 address.`,
      'Write it as s3://bucket/folder/file.xlsx.',
    );
  return { bucket: found[1]!, key: found[2]! };
}

/** What S3 says is wrong, by the names of its errors. */
const TROUBLES: Readonly<Record<string, Trouble>> = {
  NoSuchBucket: 'no-bucket',
  NoSuchKey: 'missing',
  NotFound: 'missing',
  AccessDenied: 'no-permission',
  Forbidden: 'no-permission',
  AllAccessDisabled: 'no-permission',
  PermanentRedirect: 'wrong-region',
  AuthorizationHeaderMalformed: 'wrong-region',
  IllegalLocationConstraintException: 'wrong-region',
  ExpiredToken: 'expired-token',
  ExpiredTokenException: 'expired-token',
  TokenRefreshRequired: 'expired-token',
  InvalidAccessKeyId: 'wrong-credentials',
  SignatureDoesNotMatch: 'wrong-credentials',
  RequestTimeTooSkewed: 'clock',
  InvalidObjectState: 'archived',
  CredentialsProviderError: 'no-credentials',
  TokenProviderError: 'no-credentials',
};
/** Storages that are like S3 do not all send a name. */
const TROUBLES_BY_STATUS: Readonly<Record<number, Trouble>> = {
  301: 'wrong-region',
  403: 'no-permission',
  404: 'missing',
};
type Trouble =
  | 'no-bucket'
  | 'missing'
  | 'no-permission'
  | 'wrong-region'
  | 'no-region'
  | 'expired-token'
  | 'wrong-credentials'
  | 'no-credentials'
  | 'clock'
  | 'archived';

/** What S3 or the way to it says, in words. */
function s3Problem(thrown: unknown, bucket: string, key: string): Error {
  const place = `s3://${bucket}/${key}`;
  const status = thrown instanceof S3ServiceException ? thrown.$metadata.httpStatusCode : undefined;
  const name = thrown instanceof Error ? thrown.name : '';
  const trouble = troubleOf(thrown, name) ?? TROUBLES_BY_STATUS[status ?? 0];
  if (trouble) {
    const [message, hint] = sentences(trouble, bucket, key);
    return remoteProblem(`source.${trouble}`, message, hint, thrown);
  }
  return (
    networkProblem(thrown, place) ??
    remoteProblem(
      'source.s3',
      `S3 answers ${name || 'with an error'}${status ? ` (HTTP ${status})` : ''} for ${place}.`,
      'Try again later; copy the details for whoever runs the storage.',
      thrown,
    )
  );
}

function troubleOf(thrown: unknown, name: string): Trouble | undefined {
  if (/region is missing/i.test(String(thrown))) return 'no-region';
  const trouble = TROUBLES[name];
  // A session of single sign-on that is over is told as credentials that are not there.
  return trouble === 'no-credentials' && /expired/i.test(String(thrown))
    ? 'expired-token'
    : trouble;
}

function sentences(trouble: Trouble, bucket: string, key: string): [message: string, hint: string] {
  const place = `s3://${bucket}/${key}`;
  switch (trouble) {
    case 'no-bucket':
      return [
        `There is no bucket ${bucket}.`,
        'Check the name of the bucket, the endpoint and the account.',
      ];
    case 'missing':
      return [
        `The bucket ${bucket} has no object ${key}.`,
        'Check the key; the file may not have been delivered yet.',
      ];
    case 'no-permission':
      return [
        `Access to ${place} is denied (s3:GetObject).`,
        'Ask for s3:GetObject on it, and kms:Decrypt if it is encrypted with a key of its own.',
      ];
    case 'wrong-region':
      return [`The bucket ${bucket} is in another region.`, 'Name the region of the bucket.'];
    case 'no-region':
      return ['No AWS region is known.', 'Name the region of the bucket.'];
    case 'expired-token':
      return ['The AWS session has expired.', 'Sign in again, for example with aws sso login.'];
    case 'wrong-credentials':
      return [
        'S3 does not accept the credentials.',
        'Check the access key and the secret key of the profile.',
      ];
    case 'no-credentials':
      return [
        'No AWS credentials were found.',
        'Sign in with the AWS command line, or name a profile that has credentials.',
      ];
    case 'clock':
      return [
        'The clock of this machine is too far off for S3.',
        'Set the clock by the network and try again.',
      ];
    case 'archived':
      return [
        `${place} is archived and cannot be read at once.`,
        'Have it restored from the archive, and try again when it is.',
      ];
  }
}
