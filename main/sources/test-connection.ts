import { lookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import type {
  ConnectionReport,
  ConnectionStep,
  ObjectChoice,
  RemoteAccess,
  RemoteObjectFacts,
} from '../../core/contract/api/places.ts';
import { asProblem, Problem, runCancelled } from '../../core/contract/problem.ts';
import { openFile } from '../../core/source/reading/source-file.ts';
import { readFailure } from '../../core/source/reading/source-problem.ts';
import { placeWithoutSecrets } from '../secrets/without-secrets.ts';
import { isRemote } from '../places/remote/place-kind.ts';
import { chooseFile } from '../places/local/choose-file.ts';
import { chooseObject } from '../places/s3/choose-object.ts';
import { httpsObject } from '../places/remote/https-object.ts';
import { agentsFor, proxyFor } from '../places/remote/network-agents.ts';
import { patientConnection } from '../places/remote/patience.ts';
import { isPattern } from '../places/remote/place-pattern.ts';
import type { RemoteObject } from '../places/remote/remote-object.ts';
import { networkProblem, remoteProblem, silence } from '../places/remote/remote-problem.ts';
import { s3Address } from '../places/s3/s3-address.ts';
import type { S3Address } from '../places/s3/s3-address.ts';
import { objectHeaders, s3ClientFor } from '../places/s3/s3-client.ts';
import { deedOf, s3Object } from '../places/s3/s3-object.ts';
import { s3Problem } from '../places/s3/s3-problem.ts';
import { isNotThereYet } from '../places/fetch/wait-for-source.ts';

export interface TestOptions {
  readonly access: RemoteAccess;
  /** `YYYY-MM`, for patterns. */
  readonly period: string | null;
  readonly signal?: AbortSignal | undefined;
  /** How long the other side may be silent. */
  readonly patienceMs?: number | undefined;
}

/** A test is watched: nobody wants to look at it for a minute. */
const PATIENCE_MS = 15_000;

/**
 * Tries the way to a place step by step and says where it ends and what to do about it. A file that is
 * not there yet is no failure of the connection: the step `object` fails, and says so. Throws only
 * `run.cancelled`.
 */
export async function testConnection(
  place: string,
  options: TestOptions,
): Promise<ConnectionReport> {
  if (!isRemote(place)) return testLocal(place, options.period);
  return /^s3:/i.test(place) ? testS3(place, options) : testHttps(place, options);
}

/** One step of a test: what it has found, in a sentence. Throws what is wrong. */
export interface TestedStep {
  readonly step: ConnectionStep;
  readonly run: (signal: AbortSignal) => Promise<string>;
}

/** Takes the steps one after the other until one fails; the ones after it are skipped. */
export async function testSteps(
  place: string,
  steps: readonly TestedStep[],
  { signal, patienceMs = PATIENCE_MS }: Pick<TestOptions, 'signal' | 'patienceMs'>,
): Promise<Pick<ConnectionReport, 'ok' | 'steps'>> {
  const found: ConnectionReport['steps'][number][] = [];
  let ok = true;
  for (const { step, run } of steps) {
    if (!ok) {
      found.push({ step, outcome: 'skipped', words: 'Not tested.', hint: null, code: null });
      continue;
    }
    const connection = patientConnection(signal, patienceMs);
    try {
      const words = await run(connection.signal);
      found.push({ step, outcome: 'passed', words, hint: null, code: null });
    } catch (thrown) {
      if (signal?.aborted) throw runCancelled();
      const problem = connection.silent() ? silence(thrown, place) : asProblem(thrown);
      const { message: words, hint, code } = problem;
      found.push({ step, outcome: 'failed', words, hint, code });
      ok = false;
    } finally {
      connection.close();
    }
  }
  return { ok, steps: found };
}

async function testLocal(place: string, period: string | null): Promise<ConnectionReport> {
  let object: RemoteObjectFacts | null = null;
  let choice: ObjectChoice | null = null;
  const report = await testSteps(
    place,
    [
      {
        step: 'object',
        async run() {
          const chosen = await chooseFile(place, period);
          const { path } = chosen;
          choice = chosen.choice;
          const file = await openFile(path).catch((thrown: unknown) => {
            throw readFailure(thrown, path);
          });
          await file.close();
          object = { place: path, bytes: file.bytes, modifiedAt: Math.round(file.modifiedAt) };
          return choice === null ? sizeWords(file.bytes) : foundWords(object, choice);
        },
      },
    ],
    {},
  );
  return { ...report, object, choice };
}

async function testS3(place: string, options: TestOptions): Promise<ConnectionReport> {
  const { access, period } = options;
  let object: RemoteObjectFacts | null = null;
  let choice: ObjectChoice | null = null;
  const address: TestedStep = {
    step: 'address',
    run: async () => {
      const { bucket, key } = s3Address(place);
      return key === '' ? `The bucket ${bucket}.` : `${key} in the bucket ${bucket}.`;
    },
  };
  const steps: TestedStep[] = [
    address,
    ...s3Steps(
      () => s3Address(place),
      access,
      () => isPattern(s3Address(place).key),
    ),
    {
      step: 'object',
      async run(signal) {
        const resolved = await chooseObject(place, access, period, signal);
        choice = resolved.choice;
        const found = s3Object(resolved.address, access);
        object = await factsOf(found, signal);
        return foundWords(object, choice);
      },
    },
  ];
  const report = await testSteps(placeWithoutSecrets(place), steps, options);
  return { ...report, object, choice };
}

/**
 * The steps to a bucket: the name of its host, the connection, the credentials, the bucket itself. Where
 * `mustList` is false, a bucket that may not be listed is in order.
 */
export function s3Steps(
  address: () => S3Address,
  access: RemoteAccess,
  mustList: () => boolean,
): readonly TestedStep[] {
  const host = async (): Promise<URL> => {
    const { endpoint } = access.s3;
    if (endpoint) return new URL(endpoint);
    return withClient(access, async (client) => {
      const region = await client.config.region();
      return new URL(`https://s3.${region}.amazonaws.com`);
    }).catch((thrown: unknown) => {
      throw s3Problem(thrown, deedOf(address(), access, 's3:ListBucket'));
    });
  };
  return [
    ...reachSteps(host, access),
    {
      step: 'credentials',
      run: () =>
        withClient(access, async (client) => {
          const { accessKeyId } = await client.config.credentials();
          return `${sourceOfKeys(access)}: the access key ${maskedKey(accessKeyId)}.`;
        }).catch((thrown: unknown) => {
          throw s3Problem(thrown, deedOf(address(), access, 's3:ListBucket'));
        }),
    },
    { step: 'bucket', run: (signal) => bucketWords(address(), access, mustList(), signal) },
  ];
}

function sourceOfKeys({ s3, secret }: RemoteAccess): string {
  if (secret?.keys) return 'Saved in this program';
  return s3.profile ? `From the profile ${s3.profile}` : 'From the AWS default chain';
}

/** As much of an access key as tells it from others. */
function maskedKey(accessKeyId: string): string {
  return `…${accessKeyId.slice(-4)}`;
}

async function bucketWords(
  { bucket, key }: S3Address,
  access: RemoteAccess,
  mustList: boolean,
  abortSignal: AbortSignal,
): Promise<string> {
  const { RequestPayer } = objectHeaders(access);
  // A listing, because an answer to HEAD has no words.
  const list = new ListObjectsV2Command({
    Bucket: bucket,
    Prefix: mustList ? (key.split('*')[0] ?? '') : key,
    MaxKeys: 1,
    ...(RequestPayer && { RequestPayer }),
  });
  try {
    await withClient(access, (client) => client.send(list, { abortSignal }));
    return `The bucket ${bucket} exists and can be listed.`;
  } catch (thrown) {
    const problem = s3Problem(thrown, deedOf({ bucket, key }, access, 's3:ListBucket'));
    if (problem.code !== 'source.no-permission' || mustList) throw problem;
    return `The bucket ${bucket} cannot be listed (s3:ListBucket); a single object does not need this.`;
  }
}

async function withClient<T>(
  access: RemoteAccess,
  ask: (client: S3Client) => Promise<T>,
): Promise<T> {
  const client = s3ClientFor(access);
  try {
    return await ask(client);
  } finally {
    client.destroy();
  }
}

async function testHttps(place: string, options: TestOptions): Promise<ConnectionReport> {
  const { access } = options;
  const url = access.secret?.url ?? place;
  let object: RemoteObjectFacts | null = null;
  const address = async (): Promise<URL> => {
    const at = URL.parse(url);
    if (at) return at;
    throw remoteProblem(
      'source.address',
      `${placeWithoutSecrets(url)} is not a valid address.`,
      'Write it as https://host/folder/file.xlsx.',
    );
  };
  const steps: TestedStep[] = [
    { step: 'address', run: async () => `${placeWithoutSecrets((await address()).href)}` },
    ...reachSteps(address, access),
    {
      step: 'object',
      async run(signal) {
        object = await factsOf(httpsObject(url, access), signal);
        return foundWords(object, null);
      },
    },
  ];
  const report = await testSteps(placeWithoutSecrets(place), steps, options);
  return { ...report, object, choice: null };
}

/** The steps to a server: its name, or its proxy's, and a connection with TLS. */
function reachSteps(host: () => Promise<URL>, { network }: RemoteAccess): readonly TestedStep[] {
  return [
    {
      step: 'host',
      async run() {
        const at = await host();
        const proxy = proxyFor(network, at);
        const name = (proxy ?? at.hostname).replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
        const shown = `${at.protocol}//${at.host}`;
        try {
          const { address } = await lookup(name);
          return proxy === null
            ? `${at.hostname} is ${address}.`
            : `The connection goes through the proxy ${proxy}, which is ${address}.`;
        } catch (thrown) {
          throw networkProblem(thrown, shown, proxy) ?? thrown;
        }
      },
    },
    {
      step: 'connection',
      async run(signal) {
        const at = await host();
        const agents = agentsFor(network);
        try {
          await answers(at, agents, signal);
          return at.protocol === 'https:'
            ? `${at.host} responds, and its certificate is trusted.`
            : `${at.host} responds, on this computer and without TLS.`;
        } catch (thrown) {
          if (signal.aborted) throw thrown;
          const shown = `${at.protocol}//${at.host}`;
          throw (
            networkProblem(thrown, shown, proxyFor(network, at)) ??
            remoteProblem(
              'source.unreachable',
              `${at.host} cannot be reached.`,
              'Check the address and the network.',
              thrown,
            )
          );
        } finally {
          agents.http.destroy();
          agents.https.destroy();
        }
      },
    },
  ];
}

/** Any answer is an answer: what may be read is not asked here. */
function answers(
  at: URL,
  agents: ReturnType<typeof agentsFor>,
  signal: AbortSignal,
): Promise<void> {
  const secure = at.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(
      at.origin,
      { method: 'HEAD', agent: secure ? agents.https : agents.http, signal },
      (answer) => {
        answer.resume();
        resolve();
      },
    );
    request.on('error', reject);
    request.end();
  });
}

async function factsOf(object: RemoteObject, signal: AbortSignal): Promise<RemoteObjectFacts> {
  try {
    const look = await object.look(null, signal);
    if (look.kind === 'unchanged')
      throw new Error('An object without an ETag cannot be unchanged.');
    (look.body?.chunks as { destroy?: () => void } | undefined)?.destroy?.();
    const { bytes, modifiedAt } = look.facts;
    return { place: object.place, bytes, modifiedAt };
  } catch (thrown) {
    if (thrown instanceof Problem && isNotThereYet(thrown)) throw notThereYet(thrown);
    throw thrown;
  } finally {
    object.close();
  }
}

/** The way is in order; only the file is missing. */
function notThereYet({ code, message }: Problem): Problem {
  return remoteProblem(
    code,
    `${message} All earlier steps passed.`,
    'Wait for the file, or check its name.',
  );
}

function foundWords(object: RemoteObjectFacts, choice: ObjectChoice | null): string {
  const size = sizeWords(object.bytes);
  if (choice === null) return size;
  return choice.of === 1
    ? `${object.place} matches. ${size}`
    : `${object.place} is the newest of ${choice.of} matching files. ${size}`;
}

function sizeWords(bytes: number | null): string {
  if (bytes === null) return 'The file exists; its size is not known.';
  const mib = bytes / 2 ** 20;
  return `The file exists (${mib >= 1 ? `${mib.toFixed(1)} MiB` : `${bytes} bytes`}).`;
}
