import { remoteProblem } from '../remote/remote-problem.ts';
import { placeWithoutSecrets } from '../../secrets/without-secrets.ts';

export interface S3Address {
  readonly bucket: string;
  /** Empty for the bucket as a whole; a prefix where it ends with `/`. */
  readonly key: string;
}

/**
 * Bucket and key of `s3://bucket/key`. The key is taken as it is: an S3 address is no URL, and `?`, `#`
 * and `%` are letters like others. Throws Problem `source.address`.
 */
export function s3Address(place: string): S3Address {
  const found = /^s3:\/\/([a-z0-9][a-z0-9._-]{1,61}[a-z0-9])(?:\/(.*))?$/is.exec(place);
  if (found) return { bucket: found[1]!, key: found[2] ?? '' };
  throw remoteProblem(
    'source.address',
    `${placeWithoutSecrets(place)} is not a valid S3 address.`,
    'Write it as s3://bucket/folder/file.xlsx.',
  );
}

export function s3Place(bucket: string, key: string): string {
  return `s3://${bucket}/${key}`;
}
