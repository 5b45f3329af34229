import type { PlaceSecret } from '../../core/contract/api/places.ts';

/**
 * The secrets that this process has been given, so that their literal text can be taken out of whatever
 * is stored or logged. In memory only, until the process ends.
 */
const known = new Set<string>();
let longestFirst: readonly string[] = [];

/** Anything shorter would be found by chance in texts that have nothing to do with it. */
const SHORTEST = 8;

/** From now on what this secret consists of is taken out of texts. */
export function rememberSecret({ keys, customerKey, url, passphrase }: PlaceSecret): void {
  remember(keys?.accessKeyId, keys?.secretAccessKey, keys?.sessionToken, customerKey, passphrase);
  if (url !== undefined) rememberSecretsWithin(url);
}

/** The same for what opens an address: its password, its signature. */
export function rememberSecretsWithin(place: string): void {
  remember(...secretsWithin(place));
}

/** The longest first, so that none is spoilt by one that is a part of it. */
export function knownSecrets(): readonly string[] {
  return longestFirst;
}

function remember(...secrets: readonly (string | undefined)[]): void {
  const before = known.size;
  for (const secret of secrets)
    if (secret !== undefined && secret.length >= SHORTEST)
      for (const written of spellings(secret)) known.add(written);
  if (known.size > before) longestFirst = [...known].sort((a, b) => b.length - a.length);
}

/** A secret as it is, in a URL, in JSON, and in XML. */
function spellings(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  ];
}

/** Parts of a query that open what they belong to. */
const OPENING =
  /^(?:x-amz-(?:signature|credential|security-token)|x-goog-(?:signature|credential)|awsaccesskeyid|signature|sig|security-token|.*(?:token|secret|passw|api.?key).*)$/i;

/** What of an address opens it, as it is written there and as it reads; empty for one that is open. */
export function secretsWithin(place: string): string[] {
  const found: string[] = [];
  // Greedy the second: what lies before the last @ may be a password with an @ or a / of its own.
  for (const user of [/^[a-z][a-z0-9+.-]*:\/\/([^/?#@]*)@/i, /^[a-z][a-z0-9+.-]*:\/\/(.*)@/is]) {
    const name = user.exec(place)?.[1] ?? '';
    if (name !== '' && isUser(name))
      found.push(name.slice(name.indexOf(':') + 1), Buffer.from(decoded(name)).toString('base64'));
  }
  const query = place.includes('?') ? place.slice(place.indexOf('?') + 1) : '';
  for (const part of query.split(/[?&#]/)) {
    const at = part.indexOf('=');
    if (at > 0 && at < part.length - 1 && OPENING.test(part.slice(0, at)))
      found.push(part.slice(at + 1));
  }
  return [...new Set(found.flatMap((one) => [one, decoded(one)]))].filter((one) => one !== '');
}

/** Whether what stands before an @ is no more than a port and a path. */
function isUser(text: string): boolean {
  return !/^[^/?#:]*(?::\d*)?[/?#]/.test(text) && !/^\[[^\]]*\]/.test(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
