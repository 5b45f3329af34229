import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import type { S3Answer } from './s3-answer.ts';
import { s3Error } from './s3-answer.ts';
import type { S3Request } from './s3-request.ts';

export type ChecksumName = 'sha256' | 'sha1' | 'crc32' | 'crc32c' | 'crc64nvme';

const NAMES: readonly ChecksumName[] = ['sha256', 'sha1', 'crc32', 'crc32c', 'crc64nvme'];

/** The checksum of bytes. */
export async function checksum(name: ChecksumName, bytes: Uint8Array): Promise<Buffer> {
  switch (name) {
    case 'sha256':
    case 'sha1':
      return createHash(name).update(bytes).digest();
    case 'crc32': {
      const buffer = Buffer.alloc(4);
      buffer.writeUInt32BE(crc32(bytes));
      return buffer;
    }
    case 'crc32c':
    case 'crc64nvme': {
      const sum = name === 'crc32c' ? new Crc32c() : new Crc64Nvme();
      sum.update(bytes);
      return Buffer.from(await sum.digest());
    }
  }
}

export function md5(bytes: Uint8Array): Buffer {
  return createHash('md5').update(bytes).digest();
}

/** The checksum that a request says its body has; null where it says none. */
export function saidChecksum({ headers }: S3Request): { name: ChecksumName; value: string } | null {
  for (const name of NAMES) {
    const value = headers[`x-amz-checksum-${name}`];
    if (typeof value === 'string') return { name, value };
  }
  return null;
}

/** What AWS answers where a body is not what the headers say of it; null where it is. */
export async function bodyProblem(request: S3Request): Promise<S3Answer | null> {
  const { headers, body } = request;
  const said = saidChecksum(request);
  if (said && (await checksum(said.name, body)).toString('base64') !== said.value)
    return s3Error(
      400,
      'BadDigest',
      `The ${said.name.toUpperCase()} you specified did not match the calculated checksum.`,
    );
  if (
    headers['content-md5'] !== undefined &&
    headers['content-md5'] !== md5(body).toString('base64')
  )
    return s3Error(
      400,
      'BadDigest',
      'The Content-MD5 you specified did not match what we received.',
    );
  const signed = String(headers['x-amz-content-sha256'] ?? '');
  if (/^[0-9a-f]{64}$/.test(signed) && (await checksum('sha256', body)).toString('hex') !== signed)
    return s3Error(
      400,
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  return null;
}
