import { z } from 'zod';
import { call } from '../calls/call.ts';
import { entryOf, entryWithin, noEntry } from '../calls/entry.ts';
import { encryptionSchema } from '../storage/s3.ts';
import { placeSecretSchema, s3AccessSchema } from './places.ts';
import type { ConnectionReport, KeptSecret } from './places.ts';

export { encryptionSchema };
export type Encryption = z.infer<typeof encryptionSchema>;

/** Where the files of runs are uploaded to: `s3://bucket/prefix`. Each run has a folder of its own there. */
export const deliverySchema = z.strictObject({
  place: z
    .string()
    .max(1500)
    .regex(/^s3:\/\/[^/]+/i),
  s3: s3AccessSchema.omit({ versionId: true }).default({}),
  encryption: encryptionSchema.default({ kind: 'bucket' }),
  /** Whether each run is delivered when it completes. */
  automatic: z.boolean().default(false),
});
export type Delivery = z.infer<typeof deliverySchema>;

export interface DeliveryView extends Delivery {
  readonly secret: KeptSecret | null;
}

/** A set of files that was delivered whole. */
export interface Delivered {
  /** Of the manifest, which was written last. */
  readonly manifest: string;
  readonly files: readonly {
    readonly name: string;
    readonly place: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

export const deliveryCalls = {
  /** Null where none is set up. */
  'delivery.get': call<DeliveryView | null>()(z.strictObject({}), noEntry),
  /** Null forgets it. `secret`: left out, what is kept stays; null forgets it. */
  'delivery.save': call<DeliveryView | null>()(
    z.strictObject({
      delivery: deliverySchema.nullable(),
      secret: placeSecretSchema.omit({ url: true }).nullable().optional(),
    }),
    entryWithin('delivery.changed'),
  ),
  /** Tries the way there, up to writing a small object and deleting it again. */
  'delivery.test': call<ConnectionReport>()(
    z.strictObject({
      jobId: z.uuid(),
      delivery: deliverySchema,
      /** Left out: the one that is kept. */
      secret: placeSecretSchema.omit({ url: true }).optional(),
    }),
    entryOf('connection.tested', ({ delivery }) => ({ detail: { place: delivery.place } })),
  ),
  /** Uploads the files of a completed run and, when all are there, their manifest. */
  'runs.deliver': call<Delivered>()(
    z.strictObject({ runId: z.string().max(40), jobId: z.uuid() }),
    entryWithin('delivery.sent'),
  ),
} as const;
