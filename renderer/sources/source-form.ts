import type { CallInput } from '../../core/contract/api/api.ts';
import type { RunSettings } from '../../core/contract/api/run-settings.ts';
import type { AppSettings } from '../../core/contract/api/settings.ts';
import type { SavedSource } from '../../core/contract/api/sources.ts';
import { POLICIES } from '../../core/contract/settings.ts';
import type { Policy, Settings } from '../../core/contract/settings.ts';
import { credentialsFormOf, readCredentials } from '../components/credentials/credentials-form.ts';
import type {
  CredentialsForm,
  WrongCredentials,
} from '../components/credentials/credentials-form.ts';
import { centsOf, separatorsOf } from '../format/format.ts';
import {
  accessOf,
  placeKind,
  s3FormOf,
  typedPlace,
  wrongWithEndpoint,
  wrongWithPlace,
} from '../places/place-form.ts';
import type { S3Form } from '../places/place-form.ts';

/** A source as it is typed. A setting that is blank is left to the settings screen. */
export interface SourceForm {
  readonly name: string;
  readonly place: string;
  readonly s3: S3Form;
  readonly credentials: CredentialsForm;
  readonly policy: Policy | '';
  readonly onError: 'halt' | 'quarantine' | '';
  readonly increment: Settings['increment'];
  readonly tolerance: string;
  readonly entity: string;
  readonly xlsx: 'yes' | 'no' | '';
  readonly waitMinutes: number;
  readonly mapping: Readonly<Record<string, string>>;
}

export type SourceField = 'name' | 'place' | 'endpoint' | 'tolerance';

export type SourceReading =
  | { readonly kind: 'right'; readonly source: CallInput<'sources.save'> }
  | {
      readonly kind: 'wrong';
      readonly wrong: Partial<Record<SourceField, string>>;
      readonly wrongCredentials: WrongCredentials;
    };

type NumberFormat = AppSettings['numberFormat'];

/** The form of a source that is set up, or an empty one. Of its secret it holds nothing. */
export function sourceFormOf(source: SavedSource | null, numberFormat: NumberFormat): SourceForm {
  const { policy, onError, increment, toleranceCents, entity, xlsx } = source?.settings ?? {};
  return {
    name: source?.name ?? '',
    place: source?.place ?? '',
    s3: s3FormOf(source?.s3),
    credentials: credentialsFormOf(source?.secret ?? null),
    policy: policy ?? '',
    onError: onError ?? '',
    increment: increment ?? 'auto',
    tolerance: toleranceCents === undefined ? '' : centsText(toleranceCents, numberFormat),
    entity: entity ?? '',
    xlsx: xlsx === undefined ? '' : xlsx ? 'yes' : 'no',
    waitMinutes: source?.waitMinutes ?? 0,
    mapping: source?.mapping ?? {},
  };
}

/** What is to be saved, or what is wrong in the form. What a web address is opened by stays as it is kept. */
export function readSourceForm(
  form: SourceForm,
  source: SavedSource | null,
  numberFormat: NumberFormat,
): SourceReading {
  const place = typedPlace(form.place);
  const onS3 = placeKind(place) === 's3';
  const name = form.name.trim();
  const wrongPlace = wrongWithPlace(place, { ...form.s3, endpoint: '' });
  const wrongEndpoint = onS3 ? wrongWithEndpoint(form.s3) : null;
  const toleranceCents = form.tolerance.trim() ? centsOf(form.tolerance, numberFormat) : undefined;
  const credentials = onS3
    ? readCredentials(form.credentials, source?.secret ?? null)
    : { kind: 'right' as const, secret: undefined };
  const wrong: Partial<Record<SourceField, string>> = {
    ...(name === '' && { name: 'Enter a name, such as “Month end, North”.' }),
    ...(wrongPlace !== null && { place: wrongPlace }),
    ...(wrongEndpoint !== null && { endpoint: wrongEndpoint }),
    ...((toleranceCents === null || (toleranceCents ?? 0) < 0) && {
      tolerance: `Enter an amount of 0 or more, such as ${centsText(500, numberFormat)}, or leave it empty.`,
    }),
  };
  if (credentials.kind === 'wrong' || Object.keys(wrong).length > 0)
    return {
      kind: 'wrong',
      wrong,
      wrongCredentials: credentials.kind === 'wrong' ? credentials.wrong : {},
    };
  const access = accessOf(form.s3);
  const s3 = form.credentials.by === 'keys' ? { ...access, profile: undefined } : access;
  return {
    kind: 'right',
    source: {
      id: source?.id ?? null,
      name,
      place,
      s3: onS3 ? withoutUndefined(s3) : {},
      mapping: { ...form.mapping },
      settings: settingsOf(form, source?.settings ?? {}, toleranceCents ?? undefined),
      waitMinutes: placeKind(place) === 'local' ? 0 : form.waitMinutes,
      ...(credentials.secret !== undefined && { secret: credentials.secret }),
    },
  };
}

function settingsOf(
  { policy, onError, increment, entity, xlsx }: SourceForm,
  before: RunSettings,
  toleranceCents: number | undefined,
): RunSettings {
  return withoutUndefined({
    // What the form does not show stays.
    ...before,
    policy: POLICIES.find((one) => one === policy),
    onError: onError === '' ? undefined : onError,
    increment: increment === 'auto' ? undefined : increment,
    toleranceCents,
    entity: entity.trim() || undefined,
    xlsx: xlsx === '' ? undefined : xlsx === 'yes',
  });
}

function withoutUndefined<T extends object>(
  value: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function centsText(cents: number, numberFormat: NumberFormat): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}${separatorsOf(numberFormat).point}${digits.slice(-2)}`;
}
