import { placeSecretSchema } from '../../../core/contract/api/places.ts';
import type { KeptSecret, PlaceSecret } from '../../../core/contract/api/places.ts';

/** The credentials of an S3 place as they are chosen and typed. Blank fields leave what is kept. */
export interface CredentialsForm {
  /** `chain`: what the AWS default chain of this computer finds. */
  readonly by: 'chain' | 'keys';
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Whether objects are encrypted with a key of one's own (SSE-C). */
  readonly ownKey: boolean;
  readonly customerKey: string;
}

export type CredentialsField = 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'customerKey';
export type WrongCredentials = Partial<Record<CredentialsField, string>>;

export type CredentialsReading =
  | {
      readonly kind: 'right';
      /** As saving takes it: undefined keeps what is kept, null forgets it. */
      readonly secret: PlaceSecret | null | undefined;
    }
  | { readonly kind: 'wrong'; readonly wrong: WrongCredentials };

/** The form as it is opened: it tells what is kept by its choices, never by its fields. */
export function credentialsFormOf(kept: KeptSecret | null): CredentialsForm {
  return {
    by: kept !== null && kept.accessKey !== null ? 'keys' : 'chain',
    accessKeyId: '',
    secretAccessKey: '',
    sessionToken: '',
    ownKey: kept?.customerKey ?? false,
    customerKey: '',
  };
}

/**
 * What is to be kept, or what is wrong in the form. A secret is kept as one: where a part of it changes,
 * the other parts that are wanted have to be given again.
 */
export function readCredentials(
  form: CredentialsForm,
  kept: KeptSecret | null,
): CredentialsReading {
  const keysWanted = form.by === 'keys';
  const keyWanted = form.ownKey;
  if (!keysWanted && !keyWanted) return right(kept === null ? undefined : null);
  const [accessKeyId, secretAccessKey, sessionToken, customerKey] = [
    form.accessKeyId,
    form.secretAccessKey,
    form.sessionToken,
    form.customerKey,
  ].map((text) => text.trim()) as [string, string, string, string];
  const keysTyped = keysWanted && [accessKeyId, secretAccessKey, sessionToken].some(Boolean);
  const keyTyped = keyWanted && customerKey !== '';
  const asKept =
    kept !== null && (kept.accessKey !== null) === keysWanted && kept.customerKey === keyWanted;
  if (asKept && !keysTyped && !keyTyped) return right(undefined);
  const wrong: WrongCredentials = {
    ...(keysWanted && wrongKeys({ accessKeyId, secretAccessKey, sessionToken }, kept)),
    ...(keyWanted && wrongCustomerKey(customerKey, kept)),
  };
  if (Object.keys(wrong).length > 0) return { kind: 'wrong', wrong };
  return right({
    ...(keysWanted && {
      keys: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
    }),
    ...(keyWanted && { customerKey }),
  });
}

/** What a connection is tested with: undefined takes what is kept, an empty secret the default chain. */
export function secretToTest(secret: PlaceSecret | null | undefined): PlaceSecret | undefined {
  return secret === null ? {} : secret;
}

/** What is kept and where, for a person; null where nothing is. */
export function keptWords(kept: KeptSecret | null): string | null {
  if (kept === null) return null;
  const parts = [
    ...(kept.accessKey === null ? [] : [`the access key ${kept.accessKey}`]),
    ...(kept.customerKey ? ['an encryption key'] : []),
  ];
  if (parts.length === 0) return null;
  const what = parts.join(' and ');
  const them = parts.length === 1 ? 'it' : 'them';
  switch (kept.kept) {
    case 'keychain':
      return `Saved: ${what}, in the keychain. Leave the fields empty to keep ${them}.`;
    case 'session':
      return `Saved: ${what}, until the program ends. Leave the fields empty to keep ${them}.`;
    case 'gone':
      return `No longer available: ${what}. The program has been closed since, or the keychain can no longer open ${them}. Enter ${them} again.`;
  }
}

function wrongKeys(
  keys: Readonly<Record<'accessKeyId' | 'secretAccessKey' | 'sessionToken', string>>,
  kept: KeptSecret | null,
): WrongCredentials {
  const again = kept !== null && kept.accessKey !== null ? ' again' : '';
  const shape = placeSecretSchema.shape.keys.unwrap().shape;
  const looksWrong = (name: keyof typeof keys): boolean =>
    /\s/.test(keys[name]) || !shape[name].safeParse(keys[name]).success;
  const wrong = (name: keyof typeof keys, words: string, wanted: boolean): WrongCredentials => {
    if (keys[name] === '') return wanted ? { [name]: `Enter the ${words}${again}.` } : {};
    return looksWrong(name)
      ? { [name]: `This is not a valid ${words}: copy all of it, without spaces.` }
      : {};
  };
  return {
    ...wrong('accessKeyId', 'access key id', true),
    ...wrong('secretAccessKey', 'secret access key', true),
    ...wrong('sessionToken', 'session token', false),
  };
}

function wrongCustomerKey(customerKey: string, kept: KeptSecret | null): WrongCredentials {
  if (customerKey === '')
    return {
      customerKey: kept?.customerKey
        ? 'Enter the encryption key again: it is saved together with the access keys.'
        : 'Enter the encryption key, or clear “Your own encryption key”.',
    };
  return placeSecretSchema.shape.customerKey.safeParse(customerKey).success
    ? {}
    : { customerKey: 'Enter the 32 bytes of the key in base64: 44 characters, the last one “=”.' };
}

function right(secret: PlaceSecret | null | undefined): CredentialsReading {
  return { kind: 'right', secret };
}
