import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textWithoutSecrets } from '../../../main/secrets/without-secrets.ts';
import type { Keychain } from '../../../main/app/host.ts';
import { keptFacts, secretStore } from '../../../main/app/secret-store.ts';
import { scratch } from './application-fixture.ts';
import { standInKeychain } from './stand-in-keychain.ts';

const KEYS = {
  accessKeyId: 'STOREKEYIDEXAMPLE',
  secretAccessKey: 'a-secret-of-the-store',
  sessionToken: 'a-token-of-the-store',
};
const NONE: Keychain = { available: false, why: 'There is none.' };
const store = (root: string, keychain: Keychain) => secretStore(root, async () => keychain);
const file = (root: string): string => readFileSync(join(root, 'credentials.json'), 'utf8');

describe('the secrets of places', () => {
  it('are sealed by the keychain and found again by the next program', async () => {
    const root = scratch();
    const keychain = standInKeychain();
    const kept = { kept: 'keychain', accessKey: '…MPLE', customerKey: false, url: false };
    expect(await store(root, keychain).put('source:1', { keys: KEYS })).toEqual(kept);
    const later = store(root, keychain);
    expect(await later.kept('source:1')).toEqual(kept);
    expect(await later.get('source:1')).toEqual({ keys: KEYS });
    for (const secret of Object.values(KEYS)) expect(file(root)).not.toContain(secret);
    if (process.platform !== 'win32')
      expect(statSync(join(root, 'credentials.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(root)).toEqual(['credentials.json']);
  });

  it('are kept for the session where there is no keychain, and said to be gone after it', async () => {
    const root = scratch();
    const url = 'https://shop.example/a.csv?X-Amz-Signature=5e551047';
    const now = store(root, NONE);
    const facts = { accessKey: null, customerKey: false, url: true };
    expect(await now.put('source:1', { url })).toEqual({ kept: 'session', ...facts });
    expect(await now.get('source:1')).toEqual({ url });
    expect(await now.kept('source:1')).toEqual({ kept: 'session', ...facts });
    const later = store(root, NONE);
    expect(await later.get('source:1')).toBeNull();
    expect(await later.kept('source:1')).toEqual({ kept: 'gone', ...facts });
    expect(file(root)).not.toContain('5e551047');
    later.forget('source:1');
    expect(await later.kept('source:1')).toBeNull();
    expect(file(root)).not.toContain('source:1');
  });

  it('are kept for the session where the keychain refuses', async () => {
    const refuses: Keychain = {
      ...standInKeychain(),
      encrypt: async () => {
        throw new Error('locked');
      },
    };
    const now = store(scratch(), refuses);
    expect((await now.put('delivery', { keys: KEYS })).kept).toBe('session');
    expect(await now.get('delivery')).toEqual({ keys: KEYS });
  });

  it('are gone where another user’s or machine’s keychain sealed them, or none is to be had', async () => {
    const root = scratch();
    await store(root, standInKeychain()).put('source:1', { keys: KEYS });
    for (const other of [standInKeychain(), NONE]) {
      const later = store(root, other);
      expect(await later.get('source:1')).toBeNull();
      expect(await later.kept('source:1')).toMatchObject({ kept: 'gone', accessKey: '…MPLE' });
    }
  });

  it('move with the keychain: what is put anew takes the place of what was', async () => {
    const root = scratch();
    let keychain: Keychain = NONE;
    const changing = secretStore(root, async () => keychain);
    await changing.put('source:1', { keys: KEYS });
    await changing.put('source:2', { keys: KEYS });
    keychain = standInKeychain();
    await changing.put('source:1', { keys: { ...KEYS, secretAccessKey: 'another-secret' } });
    expect((await changing.kept('source:1'))?.kept).toBe('keychain');
    expect((await changing.get('source:1'))?.keys?.secretAccessKey).toBe('another-secret');
    expect((await changing.kept('source:2'))?.kept).toBe('session');
  });

  it('are sealed anew where the keychain has a newer key', async () => {
    const root = scratch();
    const keychain = standInKeychain();
    await store(root, keychain).put('source:1', { keys: KEYS });
    const before = file(root);
    expect(await store(root, keychain).get('source:1')).toEqual({ keys: KEYS });
    expect(file(root)).toBe(before);
    const newer: Keychain = {
      ...keychain,
      decrypt: async (bytes) => ({ ...(await keychain.decrypt(bytes)), sealAgain: true }),
    };
    expect(await store(root, newer).get('source:1')).toEqual({ keys: KEYS });
    expect(file(root)).not.toBe(before);
    expect(await store(root, keychain).kept('source:1')).toMatchObject({
      kept: 'keychain',
      accessKey: '…MPLE',
    });
  });

  it('are told of without a keychain, as far as that goes', async () => {
    const root = scratch();
    expect(keptFacts(root, 'source:1')).toBeNull();
    await store(root, standInKeychain()).put('source:1', { keys: KEYS });
    expect(keptFacts(root, 'source:1')).toEqual({
      accessKey: '…MPLE',
      customerKey: false,
      url: false,
    });
  });

  it('are taken out of texts from then on', async () => {
    const keys = { accessKeyId: 'texts-key-id', secretAccessKey: 'texts-secret-key' };
    await store(scratch(), NONE).put('source:1', { keys });
    expect(textWithoutSecrets('texts-secret-key of texts-key-id')).toBe('[removed] of [removed]');
  });

  it('are none where their file is damaged, and a problem where it cannot be written', async () => {
    const damaged = scratch();
    writeFileSync(join(damaged, 'credentials.json'), '{"secrets":');
    expect(await store(damaged, NONE).kept('source:1')).toBeNull();
    const blocked = scratch();
    mkdirSync(join(blocked, 'credentials.json'));
    await expect(store(blocked, NONE).put('source:1', { keys: KEYS })).rejects.toThrow(
      expect.objectContaining({ code: 'credentials.unwritable' }),
    );
    expect(readdirSync(blocked)).toEqual(['credentials.json']);
  });
});
