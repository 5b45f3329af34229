import type { S3Answer } from './s3-answer.ts';
import { xml } from './s3-answer.ts';
import type { Memory } from './stored-objects.ts';
import type { S3Request } from './s3-request.ts';

/**
 * One page of a listing, made from s3rver's whole one: s3rver lists in the order of its folders, and
 * its continuation tokens need a cipher that OpenSSL no longer has.
 */
export function listingPage({ bucket, query }: S3Request, whole: string, memory: Memory): S3Answer {
  const { pageKeys = 1000 } = memory.buckets.get(bucket)!;
  const most = Math.min(pageKeys, Number(query.get('max-keys') ?? pageKeys));
  const token = query.get('continuation-token');
  const after = token === null ? '' : Buffer.from(token, 'base64').toString();
  const all = [...whole.matchAll(/<Contents>(.*?)<\/Contents>/gs)]
    .map(([, inner]) => ({ key: text(inner!, 'Key'), inner: inner! }))
    .filter(({ key }) => key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const page = all.slice(0, most);
  const more = all.length > most;
  const contents = page.map(({ key, inner }) => {
    const etag = memory.objects.get(`${bucket}/${key}`)?.at(-1)?.etag;
    const own = etag ? inner.replace(/<ETag>.*?<\/ETag>/, `<ETag>${xml(etag)}</ETag>`) : inner;
    return `<Contents>${own}</Contents>`;
  });
  const prefixes = whole.match(/<CommonPrefixes>.*?<\/CommonPrefixes>/gs) ?? [];
  const body = [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    `<Name>${xml(bucket)}</Name>`,
    `<Prefix>${xml(query.get('prefix') ?? '')}</Prefix>`,
    `<KeyCount>${page.length}</KeyCount><MaxKeys>${most}</MaxKeys>`,
    `<IsTruncated>${more}</IsTruncated>`,
    more
      ? `<NextContinuationToken>${Buffer.from(page.at(-1)!.key).toString('base64')}</NextContinuationToken>`
      : '',
    ...contents,
    ...prefixes,
    '</ListBucketResult>',
  ].join('');
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: Buffer.from(body) };
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function text(inner: string, tag: string): string {
  const found = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(inner)?.[1] ?? '';
  return found.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex, dec, name) =>
    name === undefined
      ? String.fromCodePoint(hex === undefined ? Number(dec) : parseInt(hex, 16))
      : (ENTITIES[name] ?? ''),
  );
}
