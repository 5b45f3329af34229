import { deliverySchema } from '../../core/contract/api/delivery.ts';
import type { Delivery, DeliveryView } from '../../core/contract/api/delivery.ts';
import type { KeptSecret, PlaceSecret } from '../../core/contract/api/places.ts';
import { credentialsFormOf, readCredentials } from '../components/credentials/credentials-form.ts';
import type {
  CredentialsForm,
  WrongCredentials,
} from '../components/credentials/credentials-form.ts';
import { storeAccessOf, storeFormOf } from '../places/place-form.ts';
import type { StoreForm } from '../places/place-form.ts';

/** Where and how runs are delivered, as it is typed. */
export interface DeliveryForm extends StoreForm {
  readonly place: string;
  readonly encryption: Delivery['encryption']['kind'];
  readonly kmsKeyId: string;
  readonly automatic: boolean;
  readonly credentials: CredentialsForm;
}

export type DeliveryReading =
  | {
      readonly kind: 'right';
      readonly delivery: Delivery;
      /** As saving takes it: undefined keeps what is kept, null forgets it. */
      readonly secret: PlaceSecret | null | undefined;
    }
  | {
      readonly kind: 'wrong';
      readonly wrong: Partial<Record<'place' | 'region' | 'profile' | 'endpoint', string>>;
      readonly wrongCredentials: WrongCredentials;
    };

export function deliveryFormOf(view: DeliveryView | null): DeliveryForm {
  const encryption = view?.encryption ?? { kind: 'bucket' };
  return {
    place: view?.place ?? '',
    ...storeFormOf(view?.s3),
    encryption: encryption.kind,
    kmsKeyId: encryption.kind === 'kms' ? (encryption.keyId ?? '') : '',
    automatic: view?.automatic ?? false,
    credentials: credentialsFormOf(view?.secret ?? null),
  };
}

/** The same form with another encryption: the key of one's own belongs to the credentials. */
export function withEncryption(
  form: DeliveryForm,
  encryption: DeliveryForm['encryption'],
): DeliveryForm {
  return {
    ...form,
    encryption,
    credentials: { ...form.credentials, ownKey: encryption === 'customer' },
  };
}

/** What is to be saved, or what is wrong in the form. */
export function readDeliveryForm(form: DeliveryForm, kept: KeptSecret | null): DeliveryReading {
  const place = form.place.trim();
  const region = form.region.trim();
  // A profile says where the default chain looks; keys that are given go before it.
  const profile = form.credentials.by === 'chain' ? form.profile.trim() : '';
  const endpoint = form.endpoint.trim();
  const credentials = readCredentials(form.credentials, kept);
  const wrongPlace = wrongWithDeliveryPlace(place);
  const wrongEndpoint = wrongWithEndpoint(endpoint);
  const wrong = {
    ...(wrongPlace !== null && { place: wrongPlace }),
    ...(region.length > 40 && { region: 'Enter a region such as eu-central-1.' }),
    ...(profile.length > 100 && { profile: 'A profile has at most 100 characters.' }),
    ...(wrongEndpoint !== null && { endpoint: wrongEndpoint }),
  };
  if (credentials.kind === 'wrong' || Object.keys(wrong).length > 0)
    return {
      kind: 'wrong',
      wrong,
      wrongCredentials: credentials.kind === 'wrong' ? credentials.wrong : {},
    };
  return {
    kind: 'right',
    secret: credentials.secret,
    delivery: {
      place,
      s3: storeAccessOf({ ...form, profile }),
      encryption: encryptionOf(form),
      automatic: form.automatic,
    },
  };
}

function encryptionOf({ encryption, kmsKeyId }: DeliveryForm): Delivery['encryption'] {
  return encryption === 'kms'
    ? { kind: 'kms', keyId: kmsKeyId.trim() || null }
    : { kind: encryption };
}

function wrongWithDeliveryPlace(place: string): string | null {
  if (place === '') return 'Enter the bucket and, if you like, a folder in it.';
  return deliverySchema.shape.place.safeParse(place).success
    ? null
    : 'Enter s3://bucket/folder, such as s3://finance-results/thrive.';
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/i;

function wrongWithEndpoint(endpoint: string): string | null {
  if (endpoint === '') return null;
  const url = URL.parse(endpoint);
  if (url?.protocol === 'https:') return null;
  if (url?.protocol !== 'http:') return 'The endpoint must begin with https://.';
  return LOOPBACK.test(url.hostname)
    ? null
    : 'Use https, so that the files are encrypted in transit.';
}
