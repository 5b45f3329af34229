import { DeleteObjectCommand, GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { asProblem, Problem } from '../../../core/contract/problem.ts';
import type { BackupPlace } from '../../../core/contract/backup/backup.ts';
import { deliveryProblem } from '../../delivery/upload/delivery-problem.ts';
import { uploadFile } from '../../delivery/upload/upload-file.ts';
import type { FileUpload } from '../../delivery/upload/upload-file.ts';
import { withRetries } from '../../places/remote/retries.ts';
import { s3Address, s3Place } from '../../places/s3/s3-address.ts';
import { objectHeaders, s3ClientFor } from '../../places/s3/s3-client.ts';
import { deedOf } from '../../places/s3/s3-object.ts';
import { s3Problem } from '../../places/s3/s3-problem.ts';
import { fileChanged, missing, placeFailed } from './backup-problems.ts';
import type { Store, StoreAccess, StoreKind } from './store.ts';

/** Three of them are in memory at a time. */
const PART_BYTES = 16 * 2 ** 20;

/** Backups in a bucket of S3, or of a storage like it. */
export const s3Store: StoreKind = {
  fits: (place) => /^s3:\/\//i.test(place),
  open: bucketOf,
};

function bucketOf(
  { place, encryption }: BackupPlace,
  { remote: access, signal }: StoreAccess,
): Store {
  const { bucket, key } = s3Address(place);
  const prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
  const client = s3ClientFor(access);
  const shown = s3Place(bucket, prefix);
  const upload: FileUpload = {
    ...{ client, access, bucket, encryption, checksums: true, signal, partBytes: PART_BYTES },
    onBytes: () => undefined,
    onRetry: () => undefined,
  };
  const options = signal ? { abortSignal: signal } : {};
  const asked = <T>(name: string, action: string, work: () => Promise<T>): Promise<T> =>
    withRetries(
      () =>
        work().catch((thrown: unknown) => {
          throw s3Problem(thrown, deedOf({ bucket, key: prefix + name }, access, action));
        }),
      { signal },
    ).catch((thrown: unknown) => {
      throw ofPlace(shown, thrown);
    });

  async function list(folder: string): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    const pages = paginateListObjectsV2(
      { client },
      { Bucket: bucket, Prefix: `${prefix}${folder}/`, ...payer(access) },
      options,
    );
    for await (const { Contents = [] } of pages)
      for (const { Key, Size } of Contents) found.set(Key!.slice(prefix.length), Size ?? 0);
    return found;
  }

  async function* read(name: string): AsyncGenerator<Uint8Array> {
    const { Body } = await asked(name, 's3:GetObject', () =>
      client.send(
        new GetObjectCommand({ Bucket: bucket, Key: prefix + name, ...objectHeaders(access) }),
        options,
      ),
    ).catch((thrown: unknown) => {
      const problem = asProblem(thrown);
      throw problem.details['missing'] === true ? missing(shown, name, thrown) : thrown;
    });
    try {
      yield* Body as AsyncIterable<Uint8Array>;
    } catch (thrown) {
      throw ofPlace(
        shown,
        s3Problem(thrown, deedOf({ bucket, key: prefix + name }, access, 's3:GetObject')),
      );
    }
  }

  return {
    place: shown,
    list: (folder) => asked(`${folder}/`, 's3:ListBucket', () => list(folder)),
    put: (name, file) =>
      uploadFile(upload, prefix + name, { name, ...file }).catch((thrown: unknown) => {
        if (asProblem(thrown).code === 'delivery.file-changed') throw fileChanged(file.path);
        throw ofPlace(shown, thrown);
      }),
    read,
    remove: (name) =>
      asked(name, 's3:DeleteObject', async () => {
        await client.send(
          new DeleteObjectCommand({ Bucket: bucket, Key: prefix + name, ...payer(access) }),
          options,
        );
      }),
    // An object is there whole or not at all; a part that was sent in vain, the storage's own rules clear away.
    clearHalfWritten: async () => undefined,
    close: () => client.destroy(),
  };
}

function payer({ s3 }: StoreAccess['remote']) {
  return s3.requesterPays ? { RequestPayer: 'requester' as const } : {};
}

/** What S3 says, as what it is to a backup: its own sentence says why. */
function ofPlace(place: string, thrown: unknown): Problem {
  const problem = deliveryProblem(thrown);
  if (problem.kind !== 'delivery-failed' || problem.code === 'backup.place-failed') return problem;
  const failed = placeFailed(place, problem.message.replace(/\.$/, ''), thrown);
  const isMissing = problem.code === 'delivery.missing';
  return new Problem(
    {
      ...{ kind: failed.kind, code: failed.code, message: failed.message, hint: problem.hint },
      details: { place, missing: isMissing },
    },
    thrown,
  );
}
