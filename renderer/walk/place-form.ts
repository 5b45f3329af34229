import type { Place, S3Access } from '../../core/contract/api/places.ts';

export type PlaceKind = 'local' | 's3' | 'https';

/** How an S3 place is reached, as typed. */
export interface S3Form {
  readonly region: string;
  readonly profile: string;
  readonly endpoint: string;
  readonly pathStyle: boolean;
}
export const EMPTY_S3_FORM: S3Form = { region: '', profile: '', endpoint: '', pathStyle: false };

export function placeKind(text: string): PlaceKind {
  const start = text.trim().toLowerCase();
  if (start.startsWith('s3://')) return 's3';
  return /^https?:\/\//.test(start) ? 'https' : 'local';
}

/** What was typed as a place. What is blank is left to the AWS configuration of this machine. */
export function placeOf(text: string, form: S3Form): Place {
  const place = text.trim().replace(/^"(.*)"$/, '$1');
  if (placeKind(place) !== 's3') return { place };
  const [region, profile, endpoint] = [form.region, form.profile, form.endpoint].map((one) =>
    one.trim(),
  );
  const s3: S3Access = {
    ...(region && { region }),
    ...(profile && { profile }),
    ...(endpoint && { endpoint }),
    ...(form.pathStyle && { pathStyle: true }),
  };
  return Object.keys(s3).length === 0 ? { place } : { place, s3 };
}

export function s3FormOf(access: S3Access | undefined): S3Form {
  return {
    region: access?.region ?? '',
    profile: access?.profile ?? '',
    endpoint: access?.endpoint ?? '',
    pathStyle: access?.pathStyle ?? false,
  };
}

/** What is wrong with what was typed, if anything; what exists is for the program to find out. */
export function wrongWithPlace(text: string, form: S3Form): string | null {
  const place = text.trim();
  if (place === '') return 'Name a workbook.';
  if (/^http:\/\//i.test(place))
    return 'Use https: what is fetched must not be changed on its way.';
  const kind = placeKind(place);
  if (kind === 's3' && !/^s3:\/\/[^/]+\/.+/i.test(place))
    return 'Write s3://bucket/path/workbook.xlsx.';
  if (kind === 's3' && form.endpoint.trim() && !/^https?:\/\/.+/i.test(form.endpoint.trim()))
    return 'The endpoint begins with https://.';
  return null;
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
  }).s3;
}
