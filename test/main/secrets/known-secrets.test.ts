import { describe, expect, it } from 'vitest';
import {
  rememberSecret,
  rememberSecretsWithin,
  secretsWithin,
} from '../../../main/secrets/known-secrets.ts';
import { textWithoutSecrets, withoutSecrets } from '../../../main/secrets/without-secrets.ts';

describe('a secret that this process was given', () => {
  it('is taken out of texts, however it is written there', () => {
    rememberSecret({
      keys: {
        accessKeyId: 'minio-finance-key',
        secretAccessKey: 'q"/+&w<3 secret',
        sessionToken: 'token/of+the=session',
      },
      customerKey: `${'K'.repeat(43)}=`,
    });
    const words = [
      'minio-finance-key',
      'q"/+&w<3 secret',
      encodeURIComponent('q"/+&w<3 secret'),
      'q"/+&amp;w&lt;3 secret'.replaceAll('"', '&quot;'),
      'token/of+the=session',
      `${'K'.repeat(43)}=`,
    ];
    for (const word of words)
      expect(textWithoutSecrets(`It said ${word}, and more.`)).toBe('It said [removed], and more.');
    expect(withoutSecrets({ a: [{ b: words[0] }] })).toEqual({ a: [{ b: '[removed]' }] });
    const json = JSON.stringify({ a: 'q"/+&w<3 secret' });
    expect(textWithoutSecrets(json)).toBe('{"a":"[removed]"}');
  });

  it('is what opens an address, and no more of it', () => {
    const url =
      'https://shop.example/b.csv?X-Amz-Date=20260101T000000Z&X-Amz-Signature=0a1b2c3d4e5f';
    rememberSecretsWithin(url);
    expect(textWithoutSecrets('0a1b2c3d4e5f of 20260101T000000Z at shop.example')).toBe(
      '[removed] of 20260101T000000Z at shop.example',
    );
    expect(secretsWithin('https://ann:pass%2Fword@shop.example/@me')).toEqual(
      expect.arrayContaining(['pass%2Fword', 'pass/word']),
    );
    expect(secretsWithin('https://ann:p?ss/word@shop.example/')).toContain('p?ss/word');
    for (const open of ['https://shop.example:8443/@me', 'https://[::1]:1/@me', 's3://b/k?a=1#c@d'])
      expect(secretsWithin(open)).toEqual([]);
  });

  it('is left where it is too short to be told from other words', () => {
    rememberSecret({ keys: { accessKeyId: 'is', secretAccessKey: 'run' } });
    expect(textWithoutSecrets('this run is over')).toBe('this run is over');
  });

  it('is gone from an address that a blank cuts in two', () => {
    expect(textWithoutSecrets('https://shop.example/a b.csv?sig=1234abcd&x=1 failed')).toBe(
      'https://shop.example/a b.csv?sig=[removed]&x=1 failed',
    );
  });
});
