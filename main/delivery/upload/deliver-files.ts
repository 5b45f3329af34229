import type { Delivered, Delivery } from '../../../core/contract/api/delivery.ts';
import type { RemoteAccess } from '../../../core/contract/api/places.ts';
import { runCancelled } from '../../../core/contract/problem.ts';
import type { Head } from '../../history/audit/heads-file.ts';
import type { RunRecord } from '../../../core/contract/run.ts';
import type { Tell } from '../../../core/contract/steps.ts';
import { s3Address, s3Place } from '../../places/s3/s3-address.ts';
import { s3ClientFor } from '../../places/s3/s3-client.ts';
import { deliveryProblem } from './delivery-problem.ts';
import { uploadBytes, uploadFile } from './upload-file.ts';
import type { FileUpload } from './upload-file.ts';

/** A file of a run, and what the history has written down of it. */
export interface DeliveryFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: number | null;
}

export interface DeliveryOptions {
  /** Without the customer key where another encryption is chosen. */
  readonly access: RemoteAccess;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Tell | undefined;
  /**
   * Called when all files are there, before their manifests announce them: the head of the audit log, for these. What it
   * throws is thrown, and nothing announced.
   */
  readonly onComplete?: (() => Head) | undefined;
  /** See `withRetries`. */
  readonly firstWaitMs?: number | undefined;
  /** Of the parts that large files go in. */
  readonly partBytes?: number | undefined;
}

const MANIFEST = 'manifest.json';
/** Three of them are in memory at a time. */
const PART_BYTES = 16 * 2 ** 20;

/**
 * Uploads the files of a run to `<place>/<run id>/`, then their manifest, and last of all the manifest of
 * the place, which a reader follows: it never names a set that is not whole. Files that are there from an
 * earlier delivery of the same run are replaced by the same bytes. Throws Problems of kind
 * `delivery-failed` and `run.cancelled`; what was not announced is then not announced.
 */
export async function deliverFiles(
  delivery: Delivery,
  files: readonly DeliveryFile[],
  run: RunRecord,
  { access, signal, onProgress, onComplete, firstWaitMs, partBytes = PART_BYTES }: DeliveryOptions,
): Promise<Delivered> {
  const of = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  let words = 'Delivering';
  const tell = (): void => onProgress?.({ done, of, unit: 'bytes', words });
  try {
    const { bucket, key } = s3Address(delivery.place);
    const prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
    const folder = `${prefix}${run.id}/`;
    const client = s3ClientFor(access);
    try {
      const upload: FileUpload = {
        client,
        access: withKeyOf(delivery, access),
        bucket,
        encryption: delivery.encryption,
        checksums: true,
        signal,
        firstWaitMs,
        partBytes,
        onBytes(count) {
          done += count;
          tell();
        },
        onRetry({ message }) {
          words = `${message} Trying again`;
          tell();
        },
      };
      for (const file of files) {
        words = `Delivering ${file.name}`;
        tell();
        await uploadFile(upload, folder + file.name, file);
      }
      const head = onComplete?.() ?? null;
      const manifest = Buffer.from(manifestText(run, folder, files, head));
      const silently = { ...upload, onBytes: () => undefined };
      await uploadBytes(silently, folder + MANIFEST, manifest);
      await uploadBytes(silently, prefix + MANIFEST, manifest);
      return {
        manifest: s3Place(bucket, folder + MANIFEST),
        files: files.map(({ name, bytes, sha256 }) => ({
          name,
          place: s3Place(bucket, folder + name),
          bytes,
          sha256,
        })),
      };
    } finally {
      client.destroy();
    }
  } catch (thrown) {
    if (signal?.aborted) throw runCancelled();
    throw deliveryProblem(thrown);
  }
}

/** The key of SSE-C is for what is encrypted with it, and for nothing else. */
function withKeyOf({ encryption }: Delivery, access: RemoteAccess): RemoteAccess {
  if (encryption.kind === 'customer' || access.secret === null) return access;
  const { keys } = access.secret;
  return { ...access, secret: keys ? { keys } : null };
}

/** What the set holds, in words for machines, and the head of the audit log by then (RULES.md section 15). */
function manifestText(
  run: RunRecord,
  folder: string,
  files: readonly DeliveryFile[],
  head: Head | null,
): string {
  const { id, place, sha256, period, policy, revision, softwareVersion } = run;
  const manifest = {
    format: 'thrive-cash-delivery/1',
    run: { id, source: place, sourceSha256: sha256, period, policy, revision, softwareVersion },
    ...(head && { auditLog: head }),
    files: [...files]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, bytes, sha256: sum, rows }) => ({
        name,
        key: folder + name,
        bytes,
        sha256: sum,
        rows,
      })),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
