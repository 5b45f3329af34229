import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keychain } from '../../../main/app/host.ts';

/** A keychain that really seals, with a key of its own: what another one sealed it cannot open. */
export function standInKeychain(): Extract<Keychain, { available: true }> {
  const key = randomBytes(32);
  return {
    available: true,
    async encrypt(text) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    async decrypt(bytes) {
      const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      cipher.setAuthTag(bytes.subarray(12, 28));
      const opened = Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]);
      return { text: opened.toString('utf8'), sealAgain: false };
    },
  };
}
