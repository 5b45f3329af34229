import type { Place, S3Access } from '../../core/contract/api/places.ts';
import { isPattern } from './pattern.ts';

export type PlaceKind = 'local' | 's3' | 'https';

/** How an S3 store is reached, as typed. What is blank is left to the AWS configuration of this machine. */
export interface StoreForm {
  readonly region: string;
  readonly profile: string;
  readonly endpoint: string;
  readonly pathStyle: boolean;
  readonly requesterPays: boolean;
}

/** How a file of a store is reached. */
export interface S3Form extends StoreForm {
  readonly versionId: string;
}

export function placeKind(text: string): PlaceKind {
  const start = text.trim().toLowerCase();
  if (start.startsWith('s3://')) return 's3';
  return /^https?:\/\//.test(start) ? 'https' : 'local';
}

/** A place as it is typed or pasted, without what a file manager puts around it. */
export function typedPlace(text: string): string {
  return text.trim().replace(/^"(.*)"$/, '$1');
}

/** What was typed of how a store is reached, without what is blank. */
export function storeAccessOf(form: StoreForm): Omit<S3Access, 'versionId'> {
  const [region, profile, endpoint] = [form.region, form.profile, form.endpoint].map((one) =>
    one.trim(),
  );
  return {
    ...(region && { region }),
    ...(profile && { profile }),
    ...(endpoint && { endpoint }),
    ...(form.pathStyle && { pathStyle: true }),
    ...(form.requesterPays && { requesterPays: true }),
  };
}

/** What was typed of how a file of a store is reached, without what is blank. */
export function accessOf(form: S3Form): S3Access {
  const versionId = form.versionId.trim();
  return { ...storeAccessOf(form), ...(versionId && { versionId }) };
}

/** What was typed as a place. */
export function placeOf(text: string, form: S3Form): Place {
  const place = typedPlace(text);
  if (placeKind(place) !== 's3') return { place };
  const s3 = accessOf(form);
  return Object.keys(s3).length === 0 ? { place } : { place, s3 };
}

/** How a store is reached, to be typed over. */
export function storeFormOf(access: Omit<S3Access, 'versionId'> | undefined): StoreForm {
  return {
    region: access?.region ?? '',
    profile: access?.profile ?? '',
    endpoint: access?.endpoint ?? '',
    pathStyle: access?.pathStyle ?? false,
    requesterPays: access?.requesterPays ?? false,
  };
}

/** How a file of a store is reached, to be typed over. */
export function s3FormOf(access: S3Access | undefined): S3Form {
  return { ...storeFormOf(access), versionId: access?.versionId ?? '' };
}

export const EMPTY_S3_FORM: S3Form = s3FormOf(undefined);

/** What is wrong with what was typed, if anything; what exists is for the program to find out. */
export function wrongWithPlace(text: string, form: S3Form): string | null {
  const place = typedPlace(text);
  if (place === '') return 'Enter the path or address of a workbook.';
  if (/^http:\/\//i.test(place)) return 'Use https, so that the file cannot be altered in transit.';
  if (placeKind(place) !== 's3') return null;
  if (!/^s3:\/\/[^/]+\//i.test(place)) return 'Write s3://bucket/path/workbook.xlsx.';
  if (form.versionId.trim() && isPattern(place))
    return 'A version belongs to one file: leave it out, or enter the file.';
  return wrongWithEndpoint(form);
}

/** What is wrong with the endpoint, if anything. */
export function wrongWithEndpoint({ endpoint }: Pick<S3Form, 'endpoint'>): string | null {
  return endpoint.trim() && !/^https?:\/\/.+/i.test(endpoint.trim())
    ? 'The endpoint must begin with https://.'
    : null;
}

/**
 * A place as it may stand on the screen: a web address without user, password, and what follows its path,
 * which may be what opens it.
 */
export function shownPlace(place: string): string {
  if (placeKind(place) !== 'https') return place;
  const [, scheme = '', host = '', path = ''] =
    /^(https?:\/\/)([^/?#]*)([^?#]*)/i.exec(place.trim()) ?? [];
  return scheme + host.slice(host.lastIndexOf('@') + 1) + path;
}

/** Remembered S3 access by place, from its JSON text; nothing where it cannot be read. */
export function rememberedAccess(text: string | null): Readonly<Record<string, S3Access>> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, S3Access>)
      : {};
  } catch {
    return {};
  }
}

/** What is remembered, with how this place is reached now. */
export function withAccess(
  remembered: Readonly<Record<string, S3Access>>,
  { place, s3 }: Place,
): Readonly<Record<string, S3Access>> {
  const others = Object.entries(remembered).filter(([other]) => other !== place);
  return Object.fromEntries(s3 ? [...others, [place, s3]] : others);
}

/** How a run reached its S3 place, by its notes (`s3.region` and so on); undefined where they tell nothing. */
export function accessOfNotes(notes: Readonly<Record<string, string>>): S3Access | undefined {
  return placeOf('s3://notes/', {
    region: notes['s3.region'] ?? '',
    profile: notes['s3.profile'] ?? '',
    endpoint: notes['s3.endpoint'] ?? '',
    pathStyle: notes['s3.pathStyle'] === 'true',
    requesterPays: notes['s3.requesterPays'] === 'true',
    versionId: notes['s3.versionId'] ?? '',
  }).s3;
}
