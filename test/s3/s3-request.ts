import type { IncomingHttpHeaders } from 'node:http';

export type Operation =
  | 'ListObjectsV2'
  | 'GetBucketLocation'
  | 'HeadBucket'
  | 'GetObject'
  | 'HeadObject'
  | 'PutObject'
  | 'DeleteObject'
  | 'CreateMultipartUpload'
  | 'UploadPart'
  | 'CompleteMultipartUpload'
  | 'AbortMultipartUpload'
  | 'Other';

/** A request to S3 by path style. */
export interface S3Request {
  readonly operation: Operation;
  readonly method: string;
  /** As it was sent: path and query. */
  readonly url: string;
  /** As it was sent, without the query. */
  readonly path: string;
  readonly bucket: string;
  /** Empty for the bucket as a whole. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export function s3Request(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): S3Request {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  const [bucket = '', ...rest] = path.slice(1).split('/').map(decodeURIComponent);
  const key = rest.join('/');
  const operation = operationOf(method, key, query);
  return { operation, method, url, path, bucket, key, query, headers, body };
}

function operationOf(method: string, key: string, query: URLSearchParams): Operation {
  if (key === '') {
    if (method === 'HEAD') return 'HeadBucket';
    if (query.has('location')) return 'GetBucketLocation';
    return query.get('list-type') === '2' ? 'ListObjectsV2' : 'Other';
  }
  const parts = query.has('uploadId');
  switch (method) {
    case 'GET':
      return parts ? 'Other' : 'GetObject';
    case 'HEAD':
      return 'HeadObject';
    case 'PUT':
      return parts ? 'UploadPart' : 'PutObject';
    case 'DELETE':
      return parts ? 'AbortMultipartUpload' : 'DeleteObject';
    case 'POST':
      if (query.has('uploads')) return 'CreateMultipartUpload';
      return parts ? 'CompleteMultipartUpload' : 'Other';
    default:
      return 'Other';
  }
}
