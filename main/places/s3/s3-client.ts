import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import type { PlaceSecret, RemoteAccess } from '../../../core/contract/api/places.ts';
import { isLoopbackAddress } from '../remote/loopback-address.ts';
import { agentsFor } from '../remote/network-agents.ts';
import { remoteProblem } from '../remote/remote-problem.ts';

/** How long a connection may take to come about; the rest is a matter of patience with the answer. */
const CONNECTION_MS = 15_000;
/** What storages that are like S3 sign for where nobody has set a region. */
const REGION_OF_LOOKALIKES = 'us-east-1';

/**
 * A client for the storage that `access` leads to. It tries each request once: repeating is
 * `withRetries`' part, which can tell the analyst. Checksums are not added unasked, because storages
 * that are like S3 refuse them; who uploads or fetches verifies them. Throws Problems
 * `source.not-encrypted` and `source.ca-file`. To be destroyed by whoever asked for it.
 */
export function s3ClientFor({ s3, secret, network }: RemoteAccess): S3Client {
  if (s3.endpoint) refusePlain(s3.endpoint);
  const agents = agentsFor(network);
  return new S3Client({
    ...(s3.region && { region: s3.region }),
    ...(!s3.region && s3.endpoint ? { region: () => regionOf(s3.profile) } : {}),
    ...(s3.profile && { profile: s3.profile }),
    ...(s3.endpoint && { endpoint: s3.endpoint }),
    ...(s3.pathStyle !== undefined && { forcePathStyle: s3.pathStyle }),
    ...(secret?.keys && { credentials: credentialsOf(secret.keys) }),
    maxAttempts: 1,
    followRegionRedirects: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      httpAgent: agents.http,
      httpsAgent: agents.https,
      connectionTimeout: CONNECTION_MS,
    },
  });
}

/** What every request for an object has to say: who pays, and the key of SSE-C. */
export function objectHeaders({ s3, secret }: Pick<RemoteAccess, 's3' | 'secret'>) {
  return {
    ...(s3.requesterPays && { RequestPayer: 'requester' as const }),
    ...(secret?.customerKey && {
      SSECustomerAlgorithm: 'AES256',
      SSECustomerKey: secret.customerKey,
      SSECustomerKeyMD5: createHash('md5')
        .update(Buffer.from(secret.customerKey, 'base64'))
        .digest('base64'),
    }),
  };
}

function credentialsOf({
  accessKeyId,
  secretAccessKey,
  sessionToken,
}: NonNullable<PlaceSecret['keys']>) {
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

/** The region of the profile or the environment; lookalikes without one take the usual. */
async function regionOf(profile: string | undefined): Promise<string> {
  const client = new S3Client({ ...(profile && { profile }) });
  try {
    return await client.config.region();
  } catch {
    return REGION_OF_LOOKALIKES;
  } finally {
    client.destroy();
  }
}

function refusePlain(endpoint: string): void {
  const { protocol, hostname, host } = new URL(endpoint);
  if (protocol === 'https:' || (protocol === 'http:' && isLoopbackAddress(hostname))) return;
  throw remoteProblem(
    'source.not-encrypted',
    `The endpoint ${host} is not encrypted.`,
    'Use an endpoint that begins with https://.',
  );
}
