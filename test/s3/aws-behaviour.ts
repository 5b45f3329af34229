import { createHash } from 'node:crypto';
import { bodyProblem, checksum, md5, saidChecksum } from './body-checksums.ts';
import type { ChecksumName } from './body-checksums.ts';
import { listingPage } from './listing.ts';
import { awsErrors, s3Error, xml } from './s3-answer.ts';
import type { S3Answer } from './s3-answer.ts';
import type { S3Request } from './s3-request.ts';
import type { S3rverBehind } from './s3rver-behind.ts';
import { signatureProblem } from './signature.ts';
import type { Keys } from './signature.ts';
import { placeOf } from './stored-objects.ts';
import type { BucketOptions, Encryption, Memory, StoredObject } from './stored-objects.ts';

/** Smaller parts are refused, but for the last one. */
const LEAST_PART_BYTES = 5 * 2 ** 20;
const MOST_SKEW_MS = 15 * 60_000;
const NO_BYTES = Buffer.alloc(0);

export interface Behaviour {
  /** What AWS would answer to a request from outside. */
  answer(request: S3Request): Promise<S3Answer>;
  /** The same for the test itself: without a signature, and with parts of any size. */
  own(request: S3Request): Promise<S3Answer>;
}

/** What AWS does and s3rver does not, over what s3rver does. */
export function awsBehaviour(
  memory: Memory,
  behind: S3rverBehind,
  keys: Keys & { readonly sessionToken?: string | undefined },
): Behaviour {
  let versions = 0;

  async function answer(request: S3Request, trusted: boolean): Promise<S3Answer> {
    const bucket = memory.buckets.get(request.bucket);
    const refusal = trusted ? null : refused(request, bucket);
    if (refusal) return refusal;
    if (!bucket) return awsErrors.noSuchBucket(request.bucket);
    const pass = trusted || isAnonymous(request) ? behind.ask : behind.forward;
    switch (request.operation) {
      case 'HeadBucket':
        return {
          status: 200,
          headers: { 'x-amz-bucket-region': regionOf(bucket) },
          body: NO_BYTES,
        };
      case 'GetBucketLocation':
      case 'Other':
        return behind.ask({ ...request, url: bucketUrl(request) });
      case 'ListObjectsV2': {
        const whole = await behind.ask({ ...request, url: bucketUrl(request) });
        return whole.status === 200 ? listingPage(request, whole.body.toString(), memory) : whole;
      }
      case 'PutObject':
        return putObject(request, bucket, pass);
      case 'GetObject':
      case 'HeadObject':
        return getObject(request, pass);
      case 'DeleteObject': {
        const deleted = await pass(request);
        if (deleted.status < 300 && !bucket.versioned) memory.objects.delete(placeOf(request));
        return deleted;
      }
      case 'CreateMultipartUpload':
        return createUpload(request, bucket, pass);
      case 'UploadPart':
        return uploadPart(request, bucket, pass);
      case 'CompleteMultipartUpload':
        return completeUpload(request, bucket, pass, trusted ? 0 : LEAST_PART_BYTES);
      case 'AbortMultipartUpload':
        return abortUpload(request, pass);
    }
  }

  function refused(request: S3Request, bucket: BucketOptions | undefined): S3Answer | null {
    const { headers, query, operation } = request;
    const anonymous = isAnonymous(request);
    if (anonymous && !(bucket?.public && /^(Get|Head)Object$/.test(operation)))
      return awsErrors.accessDenied();
    if (anonymous) return null;
    const signed = String(headers['authorization'] ?? query.get('X-Amz-Credential') ?? '');
    const region = /\/\d{8}\/([^/]+)\/s3\//.exec(signed)?.[1];
    if (bucket?.region !== undefined && region !== undefined && region !== bucket.region)
      return awsErrors.wrongRegion(bucket.region, region);
    const date = String(headers['x-amz-date'] ?? '');
    const at = Date.parse(
      date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
    );
    if (Math.abs(Date.now() - at) > MOST_SKEW_MS) return awsErrors.clockSkew();
    const token = headers['x-amz-security-token'] ?? query.get('X-Amz-Security-Token') ?? undefined;
    if (token !== keys.sessionToken)
      return s3Error(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
    // s3rver leaves the slash out that SDKs sign after a bucket's name.
    const problem = request.key === '' ? signatureProblem(request, keys) : null;
    if (problem) return problem;
    if (bucket?.requesterPays && headers['x-amz-request-payer'] !== 'requester')
      return s3Error(403, 'AccessDenied', 'Access Denied');
    return null;
  }

  async function putObject(
    request: S3Request,
    bucket: BucketOptions,
    pass: S3rverBehind['forward'],
  ): Promise<S3Answer> {
    const problem = checksumsRefused(request, bucket) ?? (await bodyProblem(request));
    if (problem) return problem;
    const encryption = encryptionOf(request);
    if ('status' in encryption) return encryption;
    const passed = await pass(request);
    if (passed.status >= 300) return passed;
    const stored: StoredObject = {
      etag: etagOf(md5(request.body).toString('hex'), encryption),
      version: newVersion(bucket, request.body),
      checksum: await checksumOf(request, bucket),
      encryption,
      partBytes: null,
    };
    keep(request, bucket, stored);
    return { status: 200, headers: headersOf(stored, true), body: NO_BYTES };
  }

  async function getObject(request: S3Request, pass: S3rverBehind['forward']): Promise<S3Answer> {
    const passed = await pass(request);
    const known = memory.objects.get(placeOf(request)) ?? [];
    const wanted = request.query.get('versionId');
    const stored =
      wanted === null ? known.at(-1) : known.find(({ version }) => version?.id === wanted);
    if (wanted === null ? passed.status >= 400 : passed.status === 403) return passed;
    if (!stored)
      return wanted === null
        ? passed
        : s3Error(404, 'NoSuchVersion', 'The specified version does not exist.');
    const problem = customerKeyProblem(request, stored.encryption);
    if (problem) return problem;
    const { headers } = request;
    if (headers['if-match'] !== undefined && headers['if-match'] !== stored.etag)
      return s3Error(
        412,
        'PreconditionFailed',
        'At least one of the pre-conditions you specified did not hold',
        { Condition: 'If-Match' },
      );
    const own = headersOf(stored, headers['x-amz-checksum-mode'] === 'ENABLED');
    if (headers['if-none-match'] === stored.etag)
      return { status: 304, headers: { etag: stored.etag }, body: NO_BYTES };
    const whole = wanted === null ? null : stored.version!.bytes;
    const base = { 'last-modified': passed.headers['last-modified'] ?? '', ...own };
    const part = Number(request.query.get('partNumber') ?? 0);
    if (part > 0) {
      const bytes = whole ?? (request.method === 'HEAD' ? await bytesOf(request) : passed.body);
      const sizes = stored.partBytes ?? [bytes.length];
      const from = sizes.slice(0, part - 1).reduce((sum, size) => sum + size, 0);
      const slice = ranged(bytes, from, from + (sizes[part - 1] ?? 0), base);
      return {
        ...slice,
        headers: {
          ...slice.headers,
          ...(stored.partBytes && { 'x-amz-mp-parts-count': String(sizes.length) }),
        },
      };
    }
    // s3rver takes an end of 0 for none.
    if (whole === null && headers.range === 'bytes=0-0' && request.method === 'GET')
      return ranged(passed.body, 0, 1, base);
    if (whole === null) return { ...passed, headers: { ...passed.headers, ...own } };
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
    if (first === undefined)
      return { status: 200, headers: { ...base, 'accept-ranges': 'bytes' }, body: whole };
    return ranged(whole, Number(first), last ? Number(last) + 1 : whole.length, base);
  }

  async function createUpload(
    request: S3Request,
    bucket: BucketOptions,
    pass: S3rverBehind['forward'],
  ): Promise<S3Answer> {
    const problem = checksumsRefused(request, bucket);
    if (problem) return problem;
    const encryption = encryptionOf(request);
    if ('status' in encryption) return encryption;
    const passed = await pass(request);
    const id = /<UploadId>(.*?)<\/UploadId>/.exec(passed.body.toString())?.[1];
    if (id === undefined) return passed;
    const named = String(request.headers['x-amz-checksum-algorithm'] ?? '').toLowerCase();
    memory.uploads.set(id, {
      bucket: request.bucket,
      key: request.key,
      checksumName: named === '' ? null : (named as ChecksumName),
      encryption,
      parts: new Map(),
    });
    return { ...passed, headers: { ...passed.headers, ...encryption.headers } };
  }

  async function uploadPart(
    request: S3Request,
    bucket: BucketOptions,
    pass: S3rverBehind['forward'],
  ): Promise<S3Answer> {
    const upload = uploadOf(request);
    if (!upload) return noSuchUpload();
    const problem = checksumsRefused(request, bucket) ?? (await bodyProblem(request));
    if (problem) return problem;
    const encryption = encryptionOf(request);
    if ('status' in encryption) return encryption;
    if (encryption.customerKeyMd5 !== upload.encryption.customerKeyMd5)
      return s3Error(
        400,
        'InvalidRequest',
        'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
      );
    const passed = await pass(request);
    if (passed.status >= 300) return passed;
    const sum = md5(request.body);
    const known = bucket.checksums !== 'unknown' && bucket.checksums !== 'not of parts';
    const said = known ? saidChecksum(request) : null;
    upload.parts.set(Number(request.query.get('partNumber')), {
      md5: sum,
      checksum: said,
      bytes: request.body.length,
    });
    const headers = {
      etag: `"${sum.toString('hex')}"`,
      ...(said && { [`x-amz-checksum-${said.name}`]: said.value }),
      ...upload.encryption.headers,
    };
    return { status: 200, headers, body: NO_BYTES };
  }

  async function completeUpload(
    request: S3Request,
    bucket: BucketOptions,
    pass: S3rverBehind['forward'],
    leastBytes: number,
  ): Promise<S3Answer> {
    const upload = uploadOf(request);
    if (!upload) return noSuchUpload();
    if (bucket.checksums === 'not of parts' && /<Checksum/.test(request.body.toString()))
      return s3Error(
        400,
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      );
    const listed = [...request.body.toString().matchAll(/<Part>(.*?)<\/Part>/gs)].map(
      ([, part]) => ({
        number: Number(/<PartNumber>(\d+)</.exec(part!)?.[1]),
        etag: /<ETag>(?:"|&quot;|&#34;)?([0-9a-f]+)/.exec(part!)?.[1],
        checksum: /<Checksum\w+>([^<]+)</.exec(part!)?.[1],
      }),
    );
    if (listed.some(({ number }, at) => at > 0 && number <= listed[at - 1]!.number))
      return s3Error(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
    const parts = listed.map(({ number, etag, checksum: sum }) => {
      const part = upload.parts.get(number);
      const known = bucket.checksums === 'unknown' || !sum || sum === part?.checksum?.value;
      const fits = part?.md5.toString('hex') === etag && known;
      return fits ? part : undefined;
    });
    if (parts.length === 0 || parts.some((part) => part === undefined))
      return s3Error(400, 'InvalidPart', 'One or more of the specified parts could not be found.');
    const sure = parts.map((part) => part!);
    if (sure.slice(0, -1).some(({ bytes }) => bytes < leastBytes))
      return s3Error(
        400,
        'EntityTooSmall',
        'Your proposed upload is smaller than the minimum allowed size',
      );
    const passed = await pass(request);
    if (passed.status >= 300) return passed;
    memory.uploads.delete(request.query.get('uploadId')!);
    const sums = Buffer.concat(sure.map((part) => part.md5));
    const stored: StoredObject = {
      etag: etagOf(`${md5(sums).toString('hex')}-${sure.length}`, upload.encryption),
      version: bucket.versioned ? newVersion(bucket, await bytesOf(request)) : null,
      checksum: await compositeOf(upload.checksumName, sure),
      encryption: upload.encryption,
      partBytes: sure.map(({ bytes }) => bytes),
    };
    keep(request, bucket, stored);
    const sum = stored.checksum;
    const body =
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<CompleteMultipartUploadResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
      `<Bucket>${xml(request.bucket)}</Bucket><Key>${xml(request.key)}</Key>` +
      `<ETag>${xml(stored.etag)}</ETag>` +
      (sum
        ? `<Checksum${sum.name.toUpperCase()}>${sum.value}</Checksum${sum.name.toUpperCase()}>`
        : '') +
      '</CompleteMultipartUploadResult>';
    return {
      status: 200,
      headers: { 'content-type': 'application/xml', ...headersOf(stored, false) },
      body: Buffer.from(body),
    };
  }

  async function abortUpload(request: S3Request, pass: S3rverBehind['forward']): Promise<S3Answer> {
    // s3rver does not know the method, but says so only to those whose signature fits.
    const passed = await pass(request);
    if (passed.status !== 405) return passed;
    if (!uploadOf(request)) return noSuchUpload();
    memory.uploads.delete(request.query.get('uploadId')!);
    return { status: 204, headers: {}, body: NO_BYTES };
  }

  function uploadOf({ bucket, key, query }: S3Request) {
    const upload = memory.uploads.get(query.get('uploadId') ?? '');
    return upload?.bucket === bucket && upload.key === key ? upload : undefined;
  }

  async function bytesOf({ path }: S3Request): Promise<Buffer> {
    return (await behind.ask({ method: 'GET', url: path, headers: {}, body: NO_BYTES })).body;
  }

  function newVersion(bucket: BucketOptions, bytes: Buffer): StoredObject['version'] {
    return bucket.versioned ? { id: `version-${++versions}`, bytes } : null;
  }

  function keep(request: S3Request, bucket: BucketOptions, stored: StoredObject): void {
    const place = placeOf(request);
    const before = bucket.versioned ? (memory.objects.get(place) ?? []) : [];
    memory.objects.set(place, [...before, stored]);
  }

  return {
    answer: (request) => answer(request, false),
    own: (request) => answer(request, true),
  };
}

function isAnonymous({ headers, query }: S3Request): boolean {
  return headers.authorization === undefined && !query.has('X-Amz-Signature');
}

function regionOf({ region = 'us-east-1' }: BucketOptions): string {
  return region;
}

/** Without the slash that s3rver does not expect, and without what it cannot do. */
function bucketUrl({ bucket, query }: S3Request): string {
  const passed = new URLSearchParams(query);
  for (const name of ['max-keys', 'continuation-token', 'x-id']) passed.delete(name);
  return `/${bucket}?${passed}`;
}

function checksumsRefused(request: S3Request, { checksums }: BucketOptions): S3Answer | null {
  const { headers } = request;
  const asks =
    saidChecksum(request) !== null ||
    headers['x-amz-sdk-checksum-algorithm'] !== undefined ||
    headers['x-amz-checksum-algorithm'] !== undefined;
  return checksums === 'refused' && asks ? awsErrors.notImplemented() : null;
}

async function checksumOf(
  request: S3Request,
  { checksums }: BucketOptions,
): Promise<StoredObject['checksum']> {
  if (checksums !== undefined && checksums !== 'aws') return null;
  const value = (await checksum('crc64nvme', request.body)).toString('base64');
  return saidChecksum(request) ?? { name: 'crc64nvme', value };
}

async function compositeOf(
  name: ChecksumName | null,
  parts: readonly { readonly checksum: StoredObject['checksum'] }[],
): Promise<StoredObject['checksum']> {
  if (name === null || parts.some((part) => part.checksum?.name !== name)) return null;
  const sums = parts.map((part) => Buffer.from(part.checksum!.value, 'base64'));
  const value = (await checksum(name, Buffer.concat(sums))).toString('base64');
  return { name, value: `${value}-${parts.length}` };
}

/** Of what KMS or a customer's key encrypts the ETag is no MD5. */
function etagOf(md5OfBytes: string, { headers, customerKeyMd5 }: Encryption): string {
  const kms = headers['x-amz-server-side-encryption']?.startsWith('aws:kms');
  if (!kms && customerKeyMd5 === null) return `"${md5OfBytes}"`;
  const [, parts] = md5OfBytes.split('-');
  const other = createHash('md5').update(`encrypted ${md5OfBytes}`).digest('hex');
  return parts === undefined ? `"${other}"` : `"${other}-${parts}"`;
}

const CUSTOMER = 'x-amz-server-side-encryption-customer-';

function encryptionOf({ headers }: S3Request): Encryption | S3Answer {
  const key = headers[`${CUSTOMER}key`];
  if (typeof key === 'string') {
    const keyMd5 = md5(Buffer.from(key, 'base64')).toString('base64');
    if (Buffer.from(key, 'base64').length !== 32 || keyMd5 !== headers[`${CUSTOMER}key-md5`])
      return s3Error(
        400,
        'InvalidArgument',
        'The calculated MD5 hash of the key did not match the hash that was provided.',
      );
    return {
      headers: { [`${CUSTOMER}algorithm`]: 'AES256', [`${CUSTOMER}key-md5`]: keyMd5 },
      customerKeyMd5: keyMd5,
    };
  }
  const echoed = ['x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id'];
  const found = echoed.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return { headers: Object.fromEntries(found), customerKeyMd5: null };
}

function customerKeyProblem({ headers }: S3Request, stored: Encryption): S3Answer | null {
  const given = headers[`${CUSTOMER}key`];
  if (stored.customerKeyMd5 === null)
    return given === undefined
      ? null
      : s3Error(
          400,
          'InvalidRequest',
          'The encryption parameters are not applicable to this object.',
        );
  if (typeof given !== 'string')
    return s3Error(
      400,
      'InvalidRequest',
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    );
  return md5(Buffer.from(given, 'base64')).toString('base64') === stored.customerKeyMd5
    ? null
    : s3Error(403, 'AccessDenied', 'Access Denied');
}

function headersOf(stored: StoredObject, withChecksum: boolean): Record<string, string> {
  const { etag, version, checksum: sum, encryption } = stored;
  return {
    etag,
    ...(version && { 'x-amz-version-id': version.id }),
    ...(withChecksum &&
      sum && {
        [`x-amz-checksum-${sum.name}`]: sum.value,
        'x-amz-checksum-type': sum.value.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT',
      }),
    ...encryption.headers,
  };
}

function ranged(
  bytes: Buffer,
  from: number,
  to: number,
  headers: Readonly<Record<string, string>>,
): S3Answer {
  if (from >= bytes.length && bytes.length > 0)
    return s3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
  const body = bytes.subarray(from, to);
  return {
    status: 206,
    headers: {
      ...headers,
      'accept-ranges': 'bytes',
      'content-range': `bytes ${from}-${from + body.length - 1}/${bytes.length}`,
    },
    body,
  };
}

function noSuchUpload(): S3Answer {
  return s3Error(
    404,
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  );
}
