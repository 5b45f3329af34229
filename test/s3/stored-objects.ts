import type { ChecksumName } from './body-checksums.ts';

/** What the gateway knows of an object beside its bytes. */
export interface StoredObject {
  /** With its quotation marks. */
  readonly etag: string;
  /** Of a bucket that keeps versions. */
  readonly version: { readonly id: string; readonly bytes: Buffer } | null;
  /** In base64, of a multipart upload with a hyphen and the number of parts. */
  readonly checksum: { readonly name: ChecksumName; readonly value: string } | null;
  readonly encryption: Encryption;
  /** Null for an object that was not uploaded in parts. */
  readonly partBytes: readonly number[] | null;
}

export interface Encryption {
  /** As they are sent back. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of the key of SSE-C, in base64; null without it. */
  readonly customerKeyMd5: string | null;
}

export interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly checksumName: ChecksumName | null;
  readonly encryption: Encryption;
  readonly parts: Map<number, UploadedPart>;
}

export interface UploadedPart {
  readonly md5: Buffer;
  readonly checksum: { readonly name: ChecksumName; readonly value: string } | null;
  readonly bytes: number;
}

export interface BucketOptions {
  readonly name: string;
  readonly versioned?: boolean;
  readonly requesterPays?: boolean;
  /** Whether objects may be read without a signature. */
  readonly public?: boolean;
  /** Keys on a page of a listing; 1,000 by default. */
  readonly pageKeys?: number;
  /** Requests that are signed for another region are told this one. */
  readonly region?: string;
  /**
   * `aws`: verified, and a CRC-64/NVME where none is given. `unknown`: headers of checksums are
   * overlooked; `refused`: answered with 501, as some storages that are like S3 do; `not of parts`: overlooked, and
   * malformed where the upload is completed, as in OpenStack Swift.
   */
  readonly checksums?: 'aws' | 'unknown' | 'refused' | 'not of parts';
}

/** What the gateway remembers of buckets, objects and uploads. */
export interface Memory {
  readonly buckets: ReadonlyMap<string, BucketOptions>;
  /** By bucket and key; the latest version last. */
  readonly objects: Map<string, StoredObject[]>;
  /** Those that have not ended, by their ids. */
  readonly uploads: Map<string, Upload>;
}

export function placeOf({
  bucket,
  key,
}: {
  readonly bucket: string;
  readonly key: string;
}): string {
  return `${bucket}/${key}`;
}
