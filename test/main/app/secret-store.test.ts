import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textWithoutSecrets } from '../../../main/secrets/without-secrets.ts';
import type { Keychain } from '../../../main/app/host.ts';
import { secretStore } from '../../../main/app/secret-store.ts';
import { scratch } from './application-fixture.ts';
import { standInKeychain } from './stand-in-keychain.ts';

const KEYS = {
  accessKeyId: 'STOREKEYIDEXAMPLE',
  secretAccessKey: 'a-secret-of-the-store',
  sessionToken: 'a-token-of-the-store',
};
const NONE: Keychain = { available: false, why: 'There is none.' };
const store = (root: string, keychain: Keychain) => secretStore(root, () => keychain);
const file = (root: string): string => readFileSync(join(root, 'credentials.json'), 'utf8');

describe('the secrets of places', () => {
  it('are sealed by the keychain and found again by the next program', () => {
    const root = scratch();
    const keychain = standInKeychain();
    const kept = { kept: 'keychain', accessKey: '…MPLE', customerKey: false, url: false };
    expect(store(root, keychain).put('source:1', { keys: KEYS })).toEqual(kept);
    const later = store(root, keychain);
    expect(later.kept('source:1')).toEqual(kept);
    expect(later.get('source:1')).toEqual({ keys: KEYS });
    for (const secret of Object.values(KEYS)) expect(file(root)).not.toContain(secret);
    if (process.platform !== 'win32')
      expect(statSync(join(root, 'credentials.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(root)).toEqual(['credentials.json']);
  });

  it('are kept for the session where there is no keychain, and said to be gone after it', () => {
    const root = scratch();
    const url = 'https://shop.example/a.csv?X-Amz-Signature=5e551047';
    const now = store(root, NONE);
    const facts = { accessKey: null, customerKey: false, url: true };
    expect(now.put('source:1', { url })).toEqual({ kept: 'session', ...facts });
    expect(now.get('source:1')).toEqual({ url });
    expect(now.kept('source:1')).toEqual({ kept: 'session', ...facts });
    const later = store(root, NONE);
    expect(later.get('source:1')).toBeNull();
    expect(later.kept('source:1')).toEqual({ kept: 'gone', ...facts });
    expect(file(root)).not.toContain('5e551047');
    later.forget('source:1');
    expect(later.kept('source:1')).toBeNull();
    expect(file(root)).not.toContain('source:1');
  });

  it('are kept for the session where the keychain refuses', () => {
    const refuses: Keychain = {
      ...standInKeychain(),
      encrypt: () => {
        throw new Error('locked');
      },
    };
    const now = store(scratch(), refuses);
    expect(now.put('delivery', { keys: KEYS }).kept).toBe('session');
    expect(now.get('delivery')).toEqual({ keys: KEYS });
  });

  it('are gone where another user’s or machine’s keychain sealed them, or none is to be had', () => {
    const root = scratch();
    store(root, standInKeychain()).put('source:1', { keys: KEYS });
    for (const other of [standInKeychain(), NONE]) {
      const later = store(root, other);
      expect(later.get('source:1')).toBeNull();
      expect(later.kept('source:1')).toMatchObject({ kept: 'gone', accessKey: '…MPLE' });
    }
  });

  it('move with the keychain: what is put anew takes the place of what was', () => {
    const root = scratch();
    let keychain: Keychain = NONE;
    const changing = secretStore(root, () => keychain);
    changing.put('source:1', { keys: KEYS });
    changing.put('source:2', { keys: KEYS });
    keychain = standInKeychain();
    changing.put('source:1', { keys: { ...KEYS, secretAccessKey: 'another-secret' } });
    expect(changing.kept('source:1')?.kept).toBe('keychain');
    expect(changing.get('source:1')?.keys?.secretAccessKey).toBe('another-secret');
    expect(changing.kept('source:2')?.kept).toBe('session');
  });

  it('are taken out of texts from then on', () => {
    const keys = { accessKeyId: 'texts-key-id', secretAccessKey: 'texts-secret-key' };
    store(scratch(), NONE).put('source:1', { keys });
    expect(textWithoutSecrets('texts-secret-key of texts-key-id')).toBe('[removed] of [removed]');
  });

  it('are none where their file is damaged, and a problem where it cannot be written', () => {
    const damaged = scratch();
    writeFileSync(join(damaged, 'credentials.json'), '{"secrets":');
    expect(store(damaged, NONE).kept('source:1')).toBeNull();
    const blocked = scratch();
    mkdirSync(join(blocked, 'credentials.json'));
    expect(() => store(blocked, NONE).put('source:1', { keys: KEYS })).toThrow(
      expect.objectContaining({ code: 'credentials.unwritable' }),
    );
    expect(readdirSync(blocked)).toEqual(['credentials.json']);
  });
});
