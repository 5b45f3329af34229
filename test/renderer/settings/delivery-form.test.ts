import { describe, expect, it } from 'vitest';
import { deliveryCalls } from '../../../core/contract/api/delivery.ts';
import type { Delivery, DeliveryView } from '../../../core/contract/api/delivery.ts';
import {
  deliveryFormOf,
  readDeliveryForm,
  withEncryption,
} from '../../../renderer/settings/delivery-form.ts';
import type { DeliveryForm } from '../../../renderer/settings/delivery-form.ts';

const EMPTY = { ...deliveryFormOf(null), place: 's3://results/thrive' };
const DELIVERY: Delivery = {
  place: 's3://results/thrive',
  s3: { region: 'eu-central-1', profile: 'finance', pathStyle: true, requesterPays: true },
  encryption: { kind: 'kms', keyId: 'alias/finance' },
  automatic: true,
};
const VIEW: DeliveryView = { ...DELIVERY, secret: null };

describe('the delivery form', () => {
  it('shows what is set up and reads back the same', () => {
    expect(readDeliveryForm(deliveryFormOf(VIEW), null)).toEqual({
      kind: 'right',
      delivery: DELIVERY,
      secret: undefined,
    });
  });

  it('leaves out what is blank', () => {
    expect(readDeliveryForm({ ...EMPTY, region: ' ' }, null)).toEqual({
      kind: 'right',
      delivery: {
        place: 's3://results/thrive',
        s3: {},
        encryption: { kind: 'bucket' },
        automatic: false,
      },
      secret: undefined,
    });
    expect(readDeliveryForm(withEncryption(EMPTY, 'kms'), null)).toMatchObject({
      delivery: { encryption: { kind: 'kms', keyId: null } },
    });
  });

  it('gives keys and the key of one’s own to the secret, and no profile beside keys', () => {
    const form = withEncryption({ ...EMPTY, profile: 'finance' }, 'customer');
    const customerKey = `${'A'.repeat(43)}=`;
    const reading = readDeliveryForm(
      {
        ...form,
        credentials: {
          ...form.credentials,
          by: 'keys',
          accessKeyId: 'AKIAEXAMPLE',
          secretAccessKey: 'secret',
          customerKey,
        },
      },
      null,
    );
    expect(reading).toMatchObject({
      delivery: { s3: {}, encryption: { kind: 'customer' } },
      secret: { keys: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }, customerKey },
    });
    if (reading.kind === 'wrong') throw new Error('It was right.');
    const { delivery, secret } = reading;
    expect(deliveryCalls['delivery.save'].input.safeParse({ delivery, secret }).success).toBe(true);
  });

  it('wants the key of one’s own where the encryption takes it, and only there', () => {
    const own = withEncryption(EMPTY, 'customer');
    expect(readDeliveryForm(own, null)).toMatchObject({
      wrongCredentials: { customerKey: expect.any(String) },
    });
    expect(readDeliveryForm(withEncryption(own, 'aes256'), null)).toMatchObject({ kind: 'right' });
  });

  it.each<[keyof DeliveryForm, string]>([
    ['place', ''],
    ['place', 's3://'],
    ['place', 'https://results.s3.amazonaws.com/thrive'],
    ['place', '/home/ada/results'],
    ['region', 'x'.repeat(41)],
    ['endpoint', 'minio.example.com'],
    ['endpoint', 'http://minio.example.com'],
  ])('says what is wrong with the %s “%s”', (name, text) => {
    expect(readDeliveryForm({ ...EMPTY, [name]: text }, null)).toMatchObject({
      kind: 'wrong',
      wrong: { [name]: expect.any(String) },
    });
  });

  it.each(['https://minio.example.com:9000', 'http://127.0.0.1:9000', 'http://localhost:9000'])(
    'takes the endpoint %s',
    (endpoint) => {
      expect(readDeliveryForm({ ...EMPTY, endpoint }, null)).toMatchObject({
        delivery: { s3: { endpoint } },
      });
    },
  );
});
