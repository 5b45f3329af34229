/** What S3 answers, whole. */
export interface S3Answer {
  readonly status: number;
  /** By names in lower case; without content-length, which follows from the body. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An error as S3 words it. `more` goes into the XML beside code and message. */
export function s3Error(
  status: number,
  code: string,
  message: string,
  more: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): S3Answer {
  const inner = Object.entries({ Code: code, Message: message, ...more })
    .map(([name, value]) => `<${name}>${xml(value)}</${name}>`)
    .join('');
  return {
    status,
    headers: { 'content-type': 'application/xml', ...headers },
    body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner}</Error>`),
  };
}

export function xml(text: string): string {
  return text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
}

/** The errors of AWS that the tests want, in its own words. */
export const awsErrors = {
  accessDenied: (action = 's3:GetObject', resource = 'arn:aws:s3:::ledgers/a.csv') =>
    s3Error(
      403,
      'AccessDenied',
      `User: arn:aws:iam::111122223333:user/analyst is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`,
    ),
  noSuchBucket: (bucket = 'ledgers') =>
    s3Error(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: bucket }),
  internalError: () =>
    s3Error(500, 'InternalError', 'We encountered an internal error. Please try again.'),
  /** `retryAfter` in seconds. */
  slowDown: (retryAfter?: number) =>
    s3Error(
      503,
      'SlowDown',
      'Please reduce your request rate.',
      {},
      retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    ),
  /** What CompleteMultipartUpload may say long after it has begun to answer with 200. */
  internalErrorWithin200: () => ({ ...awsErrors.internalError(), status: 200 }),
  permanentRedirect: (region: string, endpoint = 's3.amazonaws.com') =>
    s3Error(
      301,
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      { Endpoint: endpoint },
      { 'x-amz-bucket-region': region },
    ),
  temporaryRedirect: (location: string) =>
    s3Error(
      307,
      'TemporaryRedirect',
      'Please re-send this request to the specified temporary endpoint.',
      {},
      { location },
    ),
  wrongRegion: (region: string, said = 'us-east-1') =>
    s3Error(
      400,
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${said}' is wrong; expecting '${region}'`,
      { Region: region },
      { 'x-amz-bucket-region': region },
    ),
  expiredToken: () => s3Error(400, 'ExpiredToken', 'The provided token has expired.'),
  clockSkew: () =>
    s3Error(
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    ),
  invalidAccessKeyId: () =>
    s3Error(
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
    ),
  signatureDoesNotMatch: () =>
    s3Error(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    ),
  notImplemented: () =>
    s3Error(
      501,
      'NotImplemented',
      'A header you provided implies functionality that is not implemented.',
    ),
};
