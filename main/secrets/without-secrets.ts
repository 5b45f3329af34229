import { knownSecrets } from './known-secrets.ts';

/**
 * Nothing secret enters the history. Callers keep credentials out; this is the second door: places
 * lose what could open them, and texts lose what looks like a key and every secret that is in use.
 */

/** Parts of a query that say which object is meant and give no access to it. */
const IDENTIFYING = new Set(['versionid', 'format', 'gid', 'sheet', 'export', 'id', 'table']);
const SECRET_NAME =
  /secret|passw|token|authorization|signature|credential|access.?key|customer.?key|api.?key|^sig$|cookie/i;
const URL_IN_TEXT = /\b(?:https?|s3|postgres(?:ql)?):\/\/[^\s"'<>]+/gi;
const ACCESS_KEY_ID = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g;
/** What signs a presigned address, wherever in a text: an address with a blank in it ends too early. */
const SIGNING_PART =
  /\b(X-Amz-(?:Signature|Credential|Security-Token)|AWSAccessKeyId|Signature|sig)=[^\s&"'<>]+/gi;
/** Where the query of a presigned address begins in what is written as an address of S3. */
const SIGNING_QUERY =
  /[?&](?:X-Amz-[a-z0-9-]+|AWSAccessKeyId|Signature|Security-Token|X-Goog-[a-z0-9-]+|sig)=/i;

/** User and password where a `/`, `?` or `#` in the password was not encoded: no address, but a secret. */
const UNENCODED_PASSWORD = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#@[\]]*:(?!\d*(?:[/?#]|$))[^@]*[/?#].*@/i;

/**
 * A place as it may be stored: a URL without user, password, fragment and access parameters. Of an
 * address of S3 the whole key stays, for it is no URL: `?` and `#` are letters of a key like others.
 */
export function placeWithoutSecrets(place: string): string {
  if (/^s3:\/\//i.test(place)) return s3WithoutSecrets(place);
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(place)) return place;
  const [, scheme = '', authority = '', path = '', query = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(
      place.replace(UNENCODED_PASSWORD, '$1'),
    ) ?? [];
  return scheme + withoutUser(authority) + path + identifying(query);
}

function s3WithoutSecrets(place: string): string {
  const [, scheme = '', authority = '', path = ''] =
    /^(s3:\/\/)([^/?#]*)(.*)$/is.exec(place.replace(UNENCODED_PASSWORD, '$1')) ?? [];
  const signing = SIGNING_QUERY.exec(path);
  const bucket = withoutUser(authority);
  if (!signing) return scheme + bucket + path;
  const begin = path.lastIndexOf('?', signing.index);
  const cut = begin < 0 ? signing.index : begin;
  return scheme + bucket + path.slice(0, cut) + identifying(path.slice(cut + 1));
}

function withoutUser(authority: string): string {
  return authority.slice(authority.lastIndexOf('@') + 1);
}

function identifying(query: string): string {
  const kept = query
    .split('&')
    .filter((part) => IDENTIFYING.has(part.split('=', 1)[0]!.toLowerCase()));
  return kept.length > 0 ? `?${kept.join('&')}` : '';
}

/**
 * A text in which every URL is stored as {@link placeWithoutSecrets} would, and key ids, signatures and
 * all secrets that this process has been given are gone.
 */
export function textWithoutSecrets(text: string): string {
  let clean = text;
  for (const secret of knownSecrets()) clean = clean.replaceAll(secret, REMOVED);
  return clean
    .replace(URL_IN_TEXT, placeWithoutSecrets)
    .replace(SIGNING_PART, `$1=${REMOVED}`)
    .replace(ACCESS_KEY_ID, REMOVED);
}

const REMOVED = '[removed]';

/** A value for a JSON column: texts without secrets, and nothing under a name that promises one. */
export function withoutSecrets<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return textWithoutSecrets(value);
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === 'string' && SECRET_NAME.test(name) ? REMOVED : clean(inner),
    ]),
  );
}
