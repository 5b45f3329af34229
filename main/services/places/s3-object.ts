import { GetObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { Place } from '../../../core/contract/api/sources.ts';
import { isLoopbackAddress } from './loopback-address.ts';
import type { RemoteBody } from './fetch-place.ts';
import { networkProblem, remoteProblem } from './remote-problem.ts';

/**
 * Opens an S3 object with the credentials of the AWS default chain, or of the profile that is named.
 * Throws Problems of kind `source-unreadable`.
 */
export async function openS3(
  { place, s3 = {} }: Place,
  signal: AbortSignal | undefined,
): Promise<RemoteBody> {
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
    const object = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key }),
      signal ? { abortSignal: signal } : {},
    );
    return {
      chunks: closing(object.Body as AsyncIterable<Uint8Array>, () => client.destroy()),
      bytes: object.ContentLength ?? null,
      modifiedAt: object.LastModified?.getTime() ?? null,
    };
  } catch (thrown) {
    client.destroy();
    if (signal?.aborted) throw thrown;
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
export function s3Address(place: string): { bucket: string; key: string } {
  const found = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/i.exec(place);
  if (!found)
    throw remoteProblem(
      'source.address',
      `${place} is no S3 address.`,
      'Write it as s3://bucket/folder/file.xlsx.',
    );
  return { bucket: found[1]!, key: found[2]! };
}

/** What S3 or the way to it says, in words. */
export function s3Problem(thrown: unknown, bucket: string, key: string): Error {
  const place = `s3://${bucket}/${key}`;
  const problem = (code: string, message: string, hint: string): Error =>
    remoteProblem(code, message, hint, thrown);
  const name = thrown instanceof Error ? thrown.name : '';
  switch (name) {
    case 'NoSuchBucket':
      return problem(
        'source.no-bucket',
        `There is no bucket ${bucket}.`,
        'Check the name of the bucket, the endpoint and the account.',
      );
    case 'NoSuchKey':
    case 'NotFound':
      return problem(
        'source.missing',
        `The bucket ${bucket} has no object ${key}.`,
        'Check the key; the file may not have been delivered yet.',
      );
    case 'AccessDenied':
    case 'Forbidden':
    case 'AllAccessDisabled':
      return problem(
        'source.no-permission',
        `Access to ${place} is denied (s3:GetObject).`,
        'Ask for s3:GetObject on it, and kms:Decrypt if it is encrypted with a key of its own.',
      );
    case 'PermanentRedirect':
    case 'AuthorizationHeaderMalformed':
    case 'IllegalLocationConstraintException':
      return problem(
        'source.wrong-region',
        `The bucket ${bucket} is in another region.`,
        'Name the region of the bucket.',
      );
    case 'ExpiredToken':
    case 'ExpiredTokenException':
    case 'TokenRefreshRequired':
      return problem(
        'source.expired-token',
        'The AWS session has expired.',
        'Sign in again, for example with aws sso login.',
      );
    case 'InvalidAccessKeyId':
    case 'SignatureDoesNotMatch':
      return problem(
        'source.wrong-credentials',
        'S3 does not accept the credentials.',
        'Check the access key and the secret key of the profile.',
      );
    case 'RequestTimeTooSkewed':
      return problem(
        'source.clock',
        'The clock of this machine is too far off for S3.',
        'Set the clock by the network and try again.',
      );
    case 'CredentialsProviderError':
    case 'TokenProviderError':
      return problem(
        'source.no-credentials',
        'No AWS credentials were found.',
        'Sign in with the AWS command line, or name a profile that has credentials.',
      );
  }
  if (/region is missing/i.test(String(thrown)))
    return problem('source.no-region', 'No AWS region is known.', 'Name the region of the bucket.');
  const network = networkProblem(thrown, place);
  if (network) return network;
  const status = thrown instanceof S3ServiceException ? thrown.$metadata.httpStatusCode : undefined;
  return problem(
    'source.s3',
    `S3 answers ${name || 'with an error'}${status ? ` (HTTP ${status})` : ''} for ${place}.`,
    'Try again later; copy the details for whoever runs the storage.',
  );
}
