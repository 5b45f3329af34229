import { describe, expect, it } from 'vitest';
import { keychainOf } from '../../../../main/electron/host/keychain.ts';
import { fakeElectron } from '../../../electron/fake-electron.ts';

describe('the keychain of the system', () => {
  it('seals, and opens what it sealed', async () => {
    const { safeStorage } = fakeElectron();
    const keychain = await keychainOf(safeStorage, 'linux');
    if (!keychain.available) throw new Error(keychain.why);
    const sealed = await keychain.encrypt('a secret');
    expect(Buffer.from(sealed).toString()).not.toContain('a secret');
    expect(await keychain.decrypt(new Uint8Array(sealed))).toEqual({
      text: 'a secret',
      sealAgain: false,
    });
    await expect(keychain.decrypt(Buffer.from('of another machine'))).rejects.toThrow('decrypting');
  });
  it('says when it has a newer key', async () => {
    const { safeStorage } = fakeElectron();
    const keychain = await keychainOf(safeStorage, 'darwin');
    if (!keychain.available) throw new Error(keychain.why);
    const sealed = await keychain.encrypt('a secret');
    safeStorage.keyRotated = true;
    expect(await keychain.decrypt(sealed)).toEqual({ text: 'a secret', sealAgain: true });
  });
  it.each(['basic_text', 'unknown'] as const)('is none where Linux offers %s', async (backend) => {
    const { safeStorage } = fakeElectron();
    safeStorage.backend = backend;
    expect(await keychainOf(safeStorage, 'linux')).toMatchObject({
      available: false,
      why: expect.stringContaining('no unlocked keyring'),
    });
  });
  it('is none where Linux names a keyring and seals with the key that everybody knows', async () => {
    const { safeStorage } = fakeElectron();
    safeStorage.keyringOpen = false;
    expect(await keychainOf(safeStorage, 'linux')).toMatchObject({
      available: false,
      why: expect.stringContaining('no unlocked keyring'),
    });
    expect((await keychainOf(safeStorage, 'darwin')).available).toBe(true);
  });
  it('is none where it cannot be used', async () => {
    const { safeStorage } = fakeElectron();
    safeStorage.backend = 'unknown';
    expect((await keychainOf(safeStorage, 'darwin')).available).toBe(true);
    safeStorage.available = false;
    expect(await keychainOf(safeStorage, 'darwin')).toMatchObject({
      available: false,
      why: expect.stringContaining('cannot be used'),
    });
  });
});
