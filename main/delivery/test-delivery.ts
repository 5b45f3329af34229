import { randomUUID } from 'node:crypto';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { Delivery } from '../../core/contract/api/delivery.ts';
import type { ConnectionReport, RemoteAccess } from '../../core/contract/api/places.ts';
import { s3Address } from '../places/s3/s3-address.ts';
import { s3ClientFor } from '../places/s3/s3-client.ts';
import { deedOf } from '../places/s3/s3-object.ts';
import { s3Problem } from '../places/s3/s3-problem.ts';
import { s3Steps, testSteps } from '../sources/test-connection.ts';
import { deliveryProblem } from './upload/delivery-problem.ts';
import { uploadBytes } from './upload/upload-file.ts';

/**
 * Tries the way to where files are delivered, up to writing a small object as they are written and
 * deleting it again. Throws only `run.cancelled`.
 */
export async function testDelivery(
  delivery: Delivery,
  options: {
    readonly access: RemoteAccess;
    readonly signal?: AbortSignal | undefined;
    readonly patienceMs?: number | undefined;
  },
): Promise<ConnectionReport> {
  const { access } = options;
  const report = await testSteps(
    delivery.place,
    [
      {
        step: 'address',
        run: async () => {
          const { bucket, key } = s3Address(delivery.place);
          return `${key === '' ? 'The top level' : key} of the bucket ${bucket}.`;
        },
      },
      ...s3Steps(
        () => s3Address(delivery.place),
        access,
        () => false,
      ),
      { step: 'write', run: (signal) => written(delivery, access, signal) },
    ],
    options,
  );
  return { ...report, object: null, choice: null };
}

async function written(
  { place, encryption }: Delivery,
  access: RemoteAccess,
  signal: AbortSignal,
): Promise<string> {
  const { bucket, key } = s3Address(place);
  const prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
  const name = `${prefix}.connection-test-${randomUUID()}`;
  const client = s3ClientFor(access);
  try {
    await uploadBytes(
      {
        client,
        access,
        bucket,
        encryption,
        checksums: true,
        signal,
        onBytes: () => undefined,
        onRetry: () => undefined,
      },
      name,
      Buffer.from('A test of the connection; it may be deleted.\n'),
    );
    try {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: name }));
      return 'A small test file was written, checked and deleted.';
    } catch (thrown) {
      // Delivering takes no right to delete.
      const { message } = s3Problem(
        thrown,
        deedOf({ bucket, key: name }, access, 's3:DeleteObject'),
      );
      return `A small test file was written but could not be deleted: ${message}`;
    }
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    throw deliveryProblem(thrown);
  } finally {
    client.destroy();
  }
}
