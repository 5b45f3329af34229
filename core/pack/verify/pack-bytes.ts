/** Bytes to be read from any place of a pack. */
export interface PackBytes {
  readonly bytes: number;
  /** So many of them from there on; fewer where they end before. */
  read(at: number, length: number): Promise<Uint8Array>;
}

/** What a pack may be at the most, so that none can fill a machine. */
export const PACK_LIMITS = {
  files: 5000,
  directoryBytes: 2 ** 20,
  manifestBytes: 2 ** 22,
  unpackedBytes: 2 ** 38,
  /** From so many bytes on, no file may unpack to more than so many times its packed size. */
  ratioFromBytes: 2 ** 26,
  ratio: 400,
} as const;

/** Whether a pack has room for so many files beside its manifest: one with more would be refused when it is verified. */
export function hasRoom(files: number): boolean {
  return files < PACK_LIMITS.files;
}
