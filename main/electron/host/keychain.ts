import type { SafeStorage } from 'electron';
import type { Keychain } from '../../app/host.ts';

export type SealingStorage = Pick<
  SafeStorage,
  | 'isAsyncEncryptionAvailable'
  | 'getSelectedStorageBackend'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
>;

const NO_KEYRING =
  'This system has no unlocked keyring (GNOME Keyring or KWallet); keys are kept only until the program ends.';
const NO_KEYCHAIN =
  'The keychain of this system cannot be used; keys are kept only until the program ends.';

/** What begins all that Chromium seals on Linux with a key that is the same everywhere. */
const KNOWN_KEY = 'v10';

/** The keychain of the system, or why there is none. */
export async function keychainOf(
  storage: SealingStorage,
  platform: NodeJS.Platform,
): Promise<Keychain> {
  if (!(await storage.isAsyncEncryptionAvailable()))
    return { available: false, why: platform === 'linux' ? NO_KEYRING : NO_KEYCHAIN };
  if (platform === 'linux' && (await keepsNothing(storage)))
    return { available: false, why: NO_KEYRING };
  return {
    available: true,
    encrypt: (text) => storage.encryptStringAsync(text),
    async decrypt(bytes) {
      const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(bytes));
      return { text: result, sealAgain: shouldReEncrypt };
    },
  };
}

/**
 * Whether Linux seals with a key that everybody knows, for want of a keyring. The name of the keyring goes
 * by the desktop, whether or not one is open; what is sealed shows it.
 */
async function keepsNothing(storage: SealingStorage): Promise<boolean> {
  const keyring = storage.getSelectedStorageBackend();
  if (keyring === 'basic_text' || keyring === 'unknown') return true;
  try {
    const sealed = await storage.encryptStringAsync('probe');
    return sealed.subarray(0, KNOWN_KEY.length).toString('latin1') === KNOWN_KEY;
  } catch {
    return true;
  }
}
