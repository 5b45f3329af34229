/** What its bytes can be checked against. */
export interface ObjectChecksum {
  readonly algorithm: 'sha256' | 'sha1' | 'md5' | 'crc32' | 'crc32c' | 'crc64nvme';
  /** In hexadecimal. */
  readonly value: string;
  /** Of an object that was uploaded in parts: the checksum of the parts' checksums. */
  readonly partBytes: number | null;
}

/** An object as its storage tells of it. */
export interface ObjectFacts {
  /** Null where the place does not say. */
  readonly bytes: number | null;
  /** As it is sent, with its quotation marks. */
  readonly etag: string | null;
  /** Epoch ms. */
  readonly modifiedAt: number | null;
  readonly versionId: string | null;
  readonly checksum: ObjectChecksum | null;
  /** Whether a part of it can be asked for. */
  readonly ranges: boolean;
}

export type Look =
  | { readonly kind: 'unchanged' }
  /** `body` where the answer already brings the bytes, from the first to before `bodyEnd`. */
  | { readonly kind: 'there'; readonly facts: ObjectFacts; readonly body: Opening | null };

export interface Opening {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** How many bytes it is to bring; null where that is not known. */
  readonly bytes: number | null;
}

/** An object of a remote place. All functions throw Problems of kind `source-unreadable`. */
export interface RemoteObject {
  /** Without credentials. */
  readonly place: string;
  /** What it is like now. With an ETag: `unchanged` where it still has that. */
  look(etag: string | null, signal: AbortSignal): Promise<Look>;
  /**
   * Its bytes from `from` to before `to` (null: to the end), of the very object that `facts` tell of;
   * else throws `source.replaced`.
   */
  read(facts: ObjectFacts, from: number, to: number | null, signal: AbortSignal): Promise<Opening>;
  /** To be called once, when it is no longer needed. */
  close(): void;
}

/** Large enough that asking costs little, small enough that little is lost with a broken connection. */
export const PART_BYTES = 8 * 2 ** 20;
