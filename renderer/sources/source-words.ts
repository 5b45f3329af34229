import type { KeptSecret, S3Access } from '../../core/contract/api/places.ts';
import type { RunSettings } from '../../core/contract/api/run-settings.ts';
import type { SavedSource } from '../../core/contract/api/sources.ts';
import type { Format } from '../format/format.ts';
import { placeKind } from '../places/place-form.ts';
import {
  DATES_WORDS,
  DECIMALS_WORDS,
  sheetsText,
} from '../../core/contract/setting-words/format-words.ts';
import { INCREMENT_WORDS } from '../../core/contract/setting-words/increment-words.ts';

/** How a source is reached, for a person: what is said of it beside its address. */
export function accessWords({ place, s3 }: Pick<SavedSource, 'place' | 's3'>): string {
  switch (placeKind(place)) {
    case 'local':
      return 'On this computer';
    case 'https':
      return 'On the web';
    case 's3':
      return ['S3', ...s3Words(s3)].join(' · ');
  }
}

function s3Words(s3: S3Access): readonly string[] {
  return [
    s3.region && `region ${s3.region}`,
    s3.profile && `profile ${s3.profile}`,
    s3.endpoint && `at ${s3.endpoint.replace(/^https?:\/\//, '')}`,
    s3.pathStyle && 'path-style addresses',
    s3.requesterPays && 'requester pays',
    s3.versionId && `version ${s3.versionId}`,
  ].filter((part): part is string => typeof part === 'string' && part !== '');
}

/** By what a source is opened, and where that is kept. */
export interface SecretWords {
  readonly what: string;
  readonly where: string | null;
  /** It has to be given again. */
  readonly gone: boolean;
}

export function secretWords(place: string, secret: KeptSecret | null): SecretWords {
  const kind = placeKind(place);
  const parts = [
    ...(secret?.accessKey ? [`Access key ${secret.accessKey}`] : []),
    ...(secret?.customerKey ? ['your own encryption key'] : []),
    ...(secret?.url ? ['signed address'] : []),
  ];
  if (secret === null || parts.length === 0)
    return {
      what: kind === 's3' ? 'AWS default chain' : 'Nothing needed',
      where: null,
      gone: false,
    };
  const chain = kind === 's3' && !secret.accessKey ? ['AWS default chain'] : [];
  const what = sentence([...chain, ...parts].join(', '));
  switch (secret.kept) {
    case 'keychain':
      return { what, where: 'in the system’s keychain', gone: false };
    case 'session':
      return { what, where: 'until the program ends', gone: false };
    case 'gone':
      return { what, where: 'missing: enter it again', gone: true };
  }
}

/** What its runs are asked to do where that differs from the settings screen; empty where nothing does. */
export function settingWords(
  settings: RunSettings,
  format: Pick<Format, 'amount' | 'dayNamed'>,
  policyTitle: (policy: NonNullable<RunSettings['policy']>) => string,
): string {
  const { policy, onError, increment, toleranceCents, entity, xlsx, csvBom, asOf } = settings;
  const { dates, decimals, sheets } = settings;
  const parts = [
    policy && policyTitle(policy),
    onError && (onError === 'halt' ? 'errors halt' : 'errors set aside'),
    increment &&
      increment !== 'auto' &&
      `contains ${INCREMENT_WORDS[increment].title.toLowerCase()}`,
    toleranceCents !== undefined && `tolerance ${format.amount(toleranceCents)}`,
    entity && `entity ${entity}`,
    asOf && `as of ${format.dayNamed(asOf)}`,
    dates && DATES_WORDS[dates].toLowerCase(),
    decimals && DECIMALS_WORDS[decimals].toLowerCase(),
    sheets && sheetsText(sheets),
    xlsx !== undefined && (xlsx ? 'with Excel workbooks' : 'without Excel workbooks'),
    csvBom !== undefined && (csvBom ? 'byte order mark' : 'no byte order mark'),
  ];
  return sentence(parts.filter(Boolean).join(' · '));
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
