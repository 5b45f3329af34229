import type { Encryption } from '../../../core/contract/api/delivery.ts';
import { s3AccessSchema } from '../../../core/contract/api/places.ts';
import type { ReconcileCommand, RemoteOptions } from './command.ts';
import type { OptionValues } from './options.ts';
import { usage } from './usage.ts';

/** How the options say that a remote place is reached. Throws a Problem of kind `usage`. */
export function remoteOf(values: OptionValues): RemoteOptions {
  const { region, profile, endpoint, proxy, ca } = values;
  const versionId = values['version-id'];
  const s3 = s3AccessSchema.safeParse({
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    ...(values['path-style'] && { pathStyle: true }),
    ...(values['requester-pays'] && { requesterPays: true }),
    ...(versionId !== undefined && { versionId }),
  });
  if (s3.success) return { s3: s3.data, proxy, caFile: ca };
  throw usage(
    `The value of --${String(s3.error.issues[0]?.path[0])} is not valid.`,
    'Write an endpoint as https://host, for example.',
  );
}

/** Where the options say that results go: to a folder, or to S3. Throws a Problem of kind `usage`. */
export function outOf(values: OptionValues): Pick<ReconcileCommand, 'out' | 'upload'> {
  const { out, sse } = values;
  const keyId = values['sse-key-id'];
  if (out === undefined || !/^s3:\/\//i.test(out)) {
    if (sse !== undefined || keyId !== undefined)
      throw usage('--sse applies only to uploaded results.', 'Name an s3:// location with --out.');
    return { out, upload: undefined };
  }
  if (keyId !== undefined && sse !== 'kms')
    throw usage(
      '--sse-key-id works only with --sse kms.',
      'Add --sse kms, or leave the key id out.',
    );
  // The same storage as the source's, unless the command line says otherwise.
  const { versionId, ...source } = remoteOf(values).s3;
  void versionId;
  const { s3: own } = remoteOf({
    ...(values['out-region'] !== undefined && { region: values['out-region'] }),
    ...(values['out-profile'] !== undefined && { profile: values['out-profile'] }),
    ...(values['out-endpoint'] !== undefined && { endpoint: values['out-endpoint'] }),
  });
  const s3 = { ...source, ...own };
  return { out: undefined, upload: { place: out, s3, encryption: encryptionOf(sse, keyId) } };
}

/** How the options say that a storage encrypts what it gets. Throws a Problem of kind `usage`. */
export function encryptionOf(sse: string | undefined, keyId: string | undefined): Encryption {
  switch (sse) {
    case undefined:
      return { kind: 'bucket' };
    case 'aes256':
      return { kind: 'aes256' };
    case 'kms':
      return { kind: 'kms', keyId: keyId ?? null };
    case 'customer':
      return { kind: 'customer' };
    default:
      throw usage('The value of --sse is not valid.', 'Choose aes256, kms or customer.');
  }
}
