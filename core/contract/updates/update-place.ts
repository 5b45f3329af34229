import { z } from 'zod';

/** Where newer versions are looked for: the releases on GitHub, an address of one's own, or nowhere. */
export const UPDATE_SOURCES = ['github', 'address', 'off'] as const;
export type UpdateSource = (typeof UPDATE_SOURCES)[number];

/** A place that newer versions are published at. */
export type UpdatePlace =
  | { readonly kind: 'github'; readonly owner: string; readonly repository: string }
  /** A folder on a web server, with a slash at its end. */
  | { readonly kind: 'address'; readonly url: string };

const LONGEST = 1000;

/**
 * An address of one's own as it is kept, with a slash at its end; null for what is none. It is encrypted, and
 * has no user, password or query: addresses are shown, and are no place for secrets.
 */
export function updateAddressOf(text: string): string | null {
  const url = URL.parse(text.trim());
  if (url?.protocol !== 'https:' || url.href.length > LONGEST) return null;
  const { username, password, search, hash } = url;
  if (username !== '' || password !== '' || search !== '' || hash !== '') return null;
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

export const updateAddressSchema = z
  .string()
  .max(LONGEST)
  .refine(
    (text) => updateAddressOf(text) !== null,
    'It is not an address that begins with https://',
  );

/** A place as it is shown. */
export function updatePlaceText(place: UpdatePlace): string {
  return place.kind === 'address'
    ? place.url
    : `https://github.com/${place.owner}/${place.repository}/releases`;
}

/** The page from which a person fetches a version by hand. */
export function updatePage(place: UpdatePlace, version: string): string {
  return place.kind === 'address' ? place.url : `${updatePlaceText(place)}/tag/v${version}`;
}
