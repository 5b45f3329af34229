import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * A sealed stream: `TCSEAL01`, 16 bytes of salt, then chunks of at most 1 MiB, each with its tag, by AES-256-GCM. The
 * key of a stream is HKDF-SHA256 of the master key and the salt, so no key and nonce are ever used twice. The nonce
 * of a chunk is its number and whether it is the last, so chunks can be neither moved nor left out nor cut off at the
 * end (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015); what each belongs to is
 * authenticated with it, so no stream stands for another.
 */
const MAGIC = Buffer.from('TCSEAL01');
const SALT_BYTES = 16;
const CHUNK_BYTES = 2 ** 20;
const TAG_BYTES = 16;

/** Thrown where a sealed stream is not what was sealed; its message ends a sentence. */
export class SealBroken extends Error {}

/** Seals a stream under a master key of 32 bytes; `name` is what it is, and has to be said when it is opened. */
export async function* sealed(
  key: Uint8Array,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const own = keyOf(key, salt);
  yield Buffer.concat([MAGIC, salt]);
  let number = 0;
  for await (const { chunk, isLast } of chunksOf(bytes, CHUNK_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', own, nonce(number++, isLast));
    cipher.setAAD(Buffer.from(name));
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Opens what {@link sealed} has made. Throws {@link SealBroken}: nothing of a chunk that is not authentic comes out. */
export async function* opened(
  key: Uint8Array,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let own: Buffer | null = null;
  let number = 0;
  const headBytes = MAGIC.length + SALT_BYTES;
  for await (const { chunk, isLast } of chunksOf(bytes, CHUNK_BYTES + TAG_BYTES, headBytes)) {
    if (own === null) {
      if (chunk.length < headBytes || !chunk.subarray(0, MAGIC.length).equals(MAGIC))
        throw new SealBroken('it is not sealed as this program seals');
      own = keyOf(key, chunk.subarray(MAGIC.length));
      if (isLast) throw new SealBroken('its end is missing');
      continue;
    }
    if (chunk.length < TAG_BYTES) throw new SealBroken('its end is missing');
    const decipher = createDecipheriv('aes-256-gcm', own, nonce(number++, isLast));
    decipher.setAAD(Buffer.from(name));
    decipher.setAuthTag(chunk.subarray(chunk.length - TAG_BYTES));
    const plain = decipher.update(chunk.subarray(0, chunk.length - TAG_BYTES));
    try {
      decipher.final();
    } catch {
      throw new SealBroken(
        `${isLast ? 'its end was cut off, or a byte of it was changed' : 'a byte of it was changed, or a part of it is another'} (part ${number})`,
      );
    }
    yield plain;
  }
}

function keyOf(key: Uint8Array, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, 'thrive-cash-backup object', 32));
}

function nonce(number: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(number, 4);
  bytes[11] = isLast ? 1 : 0;
  return bytes;
}

/** A stream in chunks of one size; the first may have another, the last is shorter and may be empty. */
async function* chunksOf(
  bytes: AsyncIterable<Uint8Array>,
  size: number,
  first = size,
): AsyncGenerator<{ readonly chunk: Buffer; readonly isLast: boolean }> {
  let held: Buffer = Buffer.alloc(0);
  let wanted = first;
  for await (const some of bytes) {
    held = held.length === 0 ? Buffer.from(some) : Buffer.concat([held, some]);
    // One byte more: whether a chunk is the last has to be known with it.
    while (held.length > wanted) {
      yield { chunk: held.subarray(0, wanted), isLast: false };
      held = held.subarray(wanted);
      wanted = size;
    }
  }
  yield { chunk: held, isLast: true };
}
