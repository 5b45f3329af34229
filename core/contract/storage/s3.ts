import { z } from 'zod';

/** How an S3 place is reached. Credentials are never part of it. */
export const s3AccessSchema = z.strictObject({
  region: z.string().max(40).optional(),
  profile: z.string().max(100).optional(),
  /** A custom endpoint (MinIO, Ceph, R2): https, or http to loopback only. */
  endpoint: z.url().max(500).optional(),
  pathStyle: z.boolean().optional(),
  /** Whoever asks pays for the transfer, and says so. */
  requesterPays: z.boolean().optional(),
  /** One version of the object, in a bucket that keeps them. */
  versionId: z.string().min(1).max(1024).optional(),
});

/** How the storage encrypts what is uploaded. */
export const encryptionSchema = z.discriminatedUnion('kind', [
  /** As the bucket has it. */
  z.strictObject({ kind: z.literal('bucket') }),
  z.strictObject({ kind: z.literal('aes256') }),
  z.strictObject({ kind: z.literal('kms'), keyId: z.string().min(1).max(2048).nullable() }),
  /** SSE-C: with the customer key of the place's secret. */
  z.strictObject({ kind: z.literal('customer') }),
]);
