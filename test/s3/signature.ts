import { createHash, createHmac } from 'node:crypto';
import type { S3Answer } from './s3-answer.ts';
import { awsErrors } from './s3-answer.ts';
import type { S3Request } from './s3-request.ts';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Checks the AWS4-HMAC-SHA256 signature in the header of a request; null where it fits, else what AWS
 * answers.
 */
export function signatureProblem(request: S3Request, keys: Keys): S3Answer | null {
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (!found) return awsErrors.accessDenied();
  const [, accessKeyId, scope, signedHeaders, signature] = found as unknown as [
    string,
    string,
    string,
    string,
    string,
  ];
  if (accessKeyId !== keys.accessKeyId) return awsErrors.invalidAccessKeyId();
  const canonical = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    ...signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    signedHeaders,
    request.headers['x-amz-content-sha256'],
  ].join('\n');
  const toSign = [
    'AWS4-HMAC-SHA256',
    request.headers['x-amz-date'],
    scope,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${keys.secretAccessKey}`);
  return hmac(key, toSign).toString('hex') === signature ? null : awsErrors.signatureDoesNotMatch();
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map((pair) => pair.map(encoded).join('='))
    .sort()
    .join('&');
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
