import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { _Object } from '@aws-sdk/client-s3';
import type {
  ObjectChoice,
  RemoteAccess,
  RemoteObjectFacts,
} from '../../../core/contract/api/places.ts';
import { placeWithoutSecrets } from '../../secrets/without-secrets.ts';
import { isPattern, keyPattern, namesPeriod, withPeriod } from '../remote/place-pattern.ts';
import { remoteProblem } from '../remote/remote-problem.ts';
import { s3Address, s3Place } from './s3-address.ts';
import type { S3Address } from './s3-address.ts';
import { objectHeaders, s3ClientFor } from './s3-client.ts';
import { deedOf } from './s3-object.ts';
import { s3Problem } from './s3-problem.ts';

/** The object that a place names, and how it was chosen; null where there was nothing to choose. */
export interface ResolvedObject {
  readonly address: S3Address;
  readonly choice: ObjectChoice | null;
}

const OTHERS = 9;

/**
 * The one object that an S3 place stands for: itself, or for a pattern the newest that fits, for equal
 * times the last by its key. Throws Problems `source.address`, `source.period-needed`,
 * `source.version-of-many`, `source.no-match`, and those of S3.
 */
export async function chooseObject(
  place: string,
  access: RemoteAccess,
  period: string | null,
  abortSignal: AbortSignal,
): Promise<ResolvedObject> {
  const { bucket, key: named } = s3Address(place);
  const pattern = s3Place(bucket, named);
  if (namesPeriod(named) && period === null) throw periodNeeded(pattern);
  const key = period === null ? named : withPeriod(named, period);
  if (!isPattern(key)) {
    const address = { bucket, key };
    if (key === named) return { address, choice: null };
    const chosen = { place: s3Place(bucket, key), bytes: null, modifiedAt: null };
    return { address, choice: { pattern, chosen, of: 1, others: [] } };
  }
  if (access.s3.versionId) throw versionOfMany(pattern);
  const { prefix, fits } = keyPattern(key);
  const { newest, count } = await fitting({ bucket, key: prefix }, fits, access, abortSignal);
  const [chosen, ...others] = newest;
  if (!chosen) throw noMatch(s3Place(bucket, key));
  const facts = newest.map((one) => factsOf(bucket, one));
  return {
    address: { bucket, key: chosen.Key! },
    choice: { pattern, chosen: facts[0]!, of: count, others: facts.slice(1, 1 + others.length) },
  };
}

async function fitting(
  { bucket, key: prefix }: S3Address,
  fits: (key: string) => boolean,
  access: RemoteAccess,
  abortSignal: AbortSignal,
): Promise<{ newest: _Object[]; count: number }> {
  const client = s3ClientFor(access);
  const { RequestPayer } = objectHeaders(access);
  let newest: _Object[] = [];
  let count = 0;
  try {
    const pages = paginateListObjectsV2(
      { client },
      { Bucket: bucket, Prefix: prefix, ...(RequestPayer && { RequestPayer }) },
      { abortSignal },
    );
    for await (const { Contents = [] } of pages) {
      const fitting = Contents.filter(({ Key }) => Key !== undefined && fits(Key));
      count += fitting.length;
      newest = [...newest, ...fitting].sort(byAge).slice(0, 1 + OTHERS);
    }
    return { newest, count };
  } catch (thrown) {
    if (abortSignal.aborted) throw thrown;
    throw s3Problem(thrown, deedOf({ bucket, key: prefix }, access, 's3:ListBucket'));
  } finally {
    client.destroy();
  }
}

/** The newest first. */
function byAge(a: _Object, b: _Object): number {
  const age = (b.LastModified?.getTime() ?? 0) - (a.LastModified?.getTime() ?? 0);
  return age !== 0 ? age : a.Key! < b.Key! ? 1 : -1;
}

function factsOf(bucket: string, { Key, Size, LastModified }: _Object): RemoteObjectFacts {
  return {
    place: s3Place(bucket, Key!),
    bytes: Size ?? null,
    modifiedAt: LastModified?.getTime() ?? null,
  };
}

function periodNeeded(pattern: string): Error {
  return remoteProblem(
    'source.period-needed',
    `${placeWithoutSecrets(pattern)} depends on a period, but none is chosen.`,
    'Choose the period, for example 2026-10.',
  );
}

function versionOfMany(pattern: string): Error {
  return remoteProblem(
    'source.version-of-many',
    `A version id cannot be used with ${pattern}, which may match several objects.`,
    'Enter one object, or leave out the version id.',
  );
}

function noMatch(place: string): Error {
  return remoteProblem(
    'source.no-match',
    `No object matches ${place}.`,
    'Check the pattern and the period; the file may not have been delivered yet.',
  );
}
