import { describe, expect, it } from 'vitest';
import type { KeptSecret } from '../../../../core/contract/api/places.ts';
import {
  credentialsFormOf,
  keptWords,
  readCredentials,
  secretToTest,
} from '../../../../renderer/components/credentials/credentials-form.ts';

const KEPT: KeptSecret = { kept: 'keychain', accessKey: '…MPLE', customerKey: false, url: false };
const BOTH: KeptSecret = { ...KEPT, customerKey: true };
const CUSTOMER_KEY = `${'A'.repeat(43)}=`;
const NOTHING = credentialsFormOf(null);
const KEYS = {
  ...NOTHING,
  by: 'keys',
  accessKeyId: ' AKIAEXAMPLE ',
  secretAccessKey: 'abc/def+ghi',
} as const;

describe('the credentials form', () => {
  it('opens with the choices of what is kept and with empty fields', () => {
    expect(credentialsFormOf(BOTH)).toEqual({
      by: 'keys',
      accessKeyId: '',
      secretAccessKey: '',
      sessionToken: '',
      ownKey: true,
      customerKey: '',
    });
    expect(NOTHING).toMatchObject({ by: 'chain', ownKey: false });
  });

  it('keeps what is kept where nothing was typed', () => {
    for (const kept of [null, KEPT, BOTH, { ...KEPT, kept: 'gone' } as const])
      expect(readCredentials(credentialsFormOf(kept), kept)).toEqual({
        kind: 'right',
        secret: undefined,
      });
  });

  it('takes new keys, with their session token where there is one', () => {
    expect(readCredentials(KEYS, null)).toEqual({
      kind: 'right',
      secret: { keys: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'abc/def+ghi' } },
    });
    expect(readCredentials({ ...KEYS, sessionToken: 'token' }, KEPT)).toMatchObject({
      secret: { keys: { sessionToken: 'token' } },
    });
  });

  it('forgets what is kept where the default chain is chosen, and keys that were typed before', () => {
    expect(readCredentials({ ...KEYS, by: 'chain' }, KEPT)).toEqual({
      kind: 'right',
      secret: null,
    });
    expect(readCredentials({ ...KEYS, by: 'chain' }, null)).toMatchObject({ secret: undefined });
  });

  it('takes an encryption key beside the default chain', () => {
    const form = { ...NOTHING, ownKey: true, customerKey: CUSTOMER_KEY };
    expect(readCredentials(form, null)).toEqual({
      kind: 'right',
      secret: { customerKey: CUSTOMER_KEY },
    });
  });

  it('says what is missing', () => {
    expect(readCredentials({ ...NOTHING, by: 'keys' }, null)).toEqual({
      kind: 'wrong',
      wrong: {
        accessKeyId: 'Enter the access key id.',
        secretAccessKey: 'Enter the secret access key.',
      },
    });
    expect(readCredentials({ ...NOTHING, by: 'keys', sessionToken: 'token' }, KEPT)).toMatchObject({
      wrong: { accessKeyId: expect.any(String), secretAccessKey: expect.any(String) },
    });
    expect(readCredentials({ ...NOTHING, ownKey: true }, null)).toMatchObject({
      wrong: { customerKey: expect.any(String) },
    });
  });

  it('asks for both again where one of two changes: they are kept as one', () => {
    const keysOnly = readCredentials({ ...KEYS, ownKey: true }, BOTH);
    expect(keysOnly).toMatchObject({ wrong: { customerKey: expect.stringContaining('again') } });
    const keyOnly = { ...credentialsFormOf(BOTH), customerKey: CUSTOMER_KEY };
    expect(readCredentials(keyOnly, BOTH)).toMatchObject({
      wrong: { accessKeyId: expect.stringContaining('again') },
    });
    expect(readCredentials({ ...credentialsFormOf(BOTH), ownKey: false }, BOTH)).toMatchObject({
      wrong: { accessKeyId: expect.stringContaining('again') },
    });
  });

  it.each([
    ['accessKeyId', 'AKIA EXAMPLE'],
    ['accessKeyId', 'A'.repeat(201)],
    ['secretAccessKey', 'abc def'],
    ['sessionToken', 't'.repeat(8193)],
  ])('refuses %s that cannot be one', (field, text) => {
    expect(readCredentials({ ...KEYS, [field]: text }, null)).toMatchObject({
      kind: 'wrong',
      wrong: { [field]: expect.any(String) },
    });
  });

  it.each(['short', 'A'.repeat(44), `${'A'.repeat(42)}==`, `${'-'.repeat(43)}=`])(
    'refuses the encryption key %s',
    (customerKey) => {
      expect(readCredentials({ ...NOTHING, ownKey: true, customerKey }, null)).toMatchObject({
        kind: 'wrong',
        wrong: { customerKey: expect.stringContaining('44') },
      });
    },
  );

  it('tests with what is kept, with what is given, or with the default chain alone', () => {
    expect(secretToTest(undefined)).toBeUndefined();
    expect(secretToTest(null)).toEqual({});
    expect(secretToTest({ customerKey: CUSTOMER_KEY })).toEqual({ customerKey: CUSTOMER_KEY });
  });
});

describe('what is said of a secret that is kept', () => {
  it('names it and where it is', () => {
    expect(keptWords(KEPT)).toContain('…MPLE, in the keychain');
    expect(keptWords({ ...BOTH, kept: 'session' })).toMatch(
      /…MPLE and an encryption key, until the program ends/,
    );
    expect(keptWords({ ...KEPT, kept: 'gone' })).toMatch(/Enter it again/);
  });

  it('says nothing where there is none', () => {
    expect(keptWords(null)).toBeNull();
    expect(keptWords({ ...KEPT, accessKey: null, url: true })).toBeNull();
  });
});
