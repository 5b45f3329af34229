/**
 * Nothing secret enters the history. Callers keep credentials out; this is the second door: places
 * lose what could open them, and texts lose what looks like a key.
 */

/** Parts of a query that say which object is meant and give no access to it. */
const IDENTIFYING = new Set(['versionid', 'format', 'gid', 'sheet', 'export', 'id']);
const SECRET_NAME =
  /secret|passw|token|authorization|signature|credential|access.?key|api.?key|^sig$|cookie/i;
const URL_IN_TEXT = /\b(?:https?|s3|postgres(?:ql)?):\/\/[^\s"'<>]+/gi;
const ACCESS_KEY_ID = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g;

/** User and password where a `/`, `?` or `#` in the password was not encoded: no address, but a secret. */
const UNENCODED_PASSWORD = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#@[\]]*:(?!\d*(?:[/?#]|$))[^@]*[/?#].*@/i;

/** A place as it may be stored: a URL without user, password, fragment and access parameters. */
export function placeWithoutSecrets(place: string): string {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(place)) return place;
  const [, scheme = '', authority = '', path = '', query = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(
      place.replace(UNENCODED_PASSWORD, '$1'),
    ) ?? [];
  const kept = query
    .split('&')
    .filter((part) => IDENTIFYING.has(part.split('=', 1)[0]!.toLowerCase()));
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return scheme + host + path + (kept.length > 0 ? `?${kept.join('&')}` : '');
}

/** A text in which every URL is stored as {@link placeWithoutSecrets} would, and key ids are gone. */
export function textWithoutSecrets(text: string): string {
  return text.replace(URL_IN_TEXT, placeWithoutSecrets).replace(ACCESS_KEY_ID, '[removed]');
}

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
      typeof inner === 'string' && SECRET_NAME.test(name) ? '[removed]' : clean(inner),
    ]),
  );
}
