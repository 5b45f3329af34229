import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import type { ObjectChecksum } from './remote-object.ts';

/** A sum over bytes that come one after the other. */
interface Sum {
  update(bytes: Uint8Array): void;
  digest(): Promise<Buffer>;
}

/** What is known of the bytes when all of them have passed. */
export interface Summed {
  readonly sha256: string;
  /** In the form of {@link ObjectChecksum.value}; null where nothing but the SHA-256 was wanted. */
  readonly other: string | null;
}

export interface Summing {
  update(bytes: Uint8Array): Promise<void>;
  end(): Promise<Summed>;
}

/** The SHA-256 of bytes in their order and, beside it, what a storage's checksum is compared with. */
export function summing(wanted: ObjectChecksum | null): Summing {
  const sha256 = createHash('sha256');
  const same = wanted?.algorithm === 'sha256' && wanted.partBytes === null;
  const other = wanted === null || same ? null : otherSum(wanted);
  return {
    async update(bytes) {
      sha256.update(bytes);
      await other?.update(bytes);
    },
    async end() {
      const hex = sha256.digest('hex');
      return { sha256: hex, other: same ? hex : ((await other?.end()) ?? null) };
    },
  };
}

function otherSum({ algorithm, partBytes }: ObjectChecksum) {
  if (partBytes === null) {
    const sum = SUMS[algorithm]();
    return {
      update: (bytes: Uint8Array) => sum.update(bytes),
      end: async () => (await sum.digest()).toString('hex'),
    };
  }
  // The checksum of the parts' checksums, and how many there were.
  const outer = SUMS[algorithm]();
  let inner = SUMS[algorithm]();
  let left = partBytes;
  let parts = 0;
  const close = async (): Promise<void> => {
    outer.update(await inner.digest());
    inner = SUMS[algorithm]();
    left = partBytes;
    parts++;
  };
  return {
    async update(bytes: Uint8Array) {
      for (let at = 0; at < bytes.byteLength;) {
        const piece = bytes.subarray(at, at + left);
        inner.update(piece);
        at += piece.byteLength;
        left -= piece.byteLength;
        if (left === 0) await close();
      }
    },
    async end() {
      if (left < partBytes || parts === 0) await close();
      return `${(await outer.digest()).toString('hex')}-${parts}`;
    },
  };
}

const SUMS: Readonly<Record<ObjectChecksum['algorithm'], () => Sum>> = {
  sha256: () => hashSum('sha256'),
  sha1: () => hashSum('sha1'),
  md5: () => hashSum('md5'),
  crc32: () => {
    let value = 0;
    return {
      update(bytes) {
        value = crc32(bytes, value);
      },
      async digest() {
        const buffer = Buffer.alloc(4);
        buffer.writeUInt32BE(value);
        return buffer;
      },
    };
  },
  crc32c: () => librarySum(new Crc32c()),
  crc64nvme: () => librarySum(new Crc64Nvme()),
};

function hashSum(algorithm: string): Sum {
  const hash = createHash(algorithm);
  return { update: (bytes) => void hash.update(bytes), digest: async () => hash.digest() };
}

function librarySum(sum: { update(bytes: Uint8Array): void; digest(): Promise<Uint8Array> }): Sum {
  return {
    update: (bytes) => sum.update(bytes),
    digest: async () => Buffer.from(await sum.digest()),
  };
}
