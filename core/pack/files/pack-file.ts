import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { deflated, LAST_BLOCK } from '../../report/encode/deflated.ts';
import type { Stretch } from '../../report/encode/deflated.ts';
import type { ZipEntry } from '../../report/zip/zip-writer.ts';

/** A file of a pack: its place there, with slashes, and its bytes, or the file on the disk that has them. */
export interface PackFile {
  readonly path: string;
  readonly content: Uint8Array | { readonly file: string };
}

/** A file as it lies in a pack: digests (SHA-256) of its bytes as they are and as they are packed. */
export interface PackedFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly packedSha256: string;
  readonly entry: ZipEntry;
}

/** So much is deflated at once: where pieces end decides the bytes, so they end at the same places always. */
const PIECE = 2 ** 19;

/**
 * Reads a file, deflates it to know how long that is, and forgets it: it is read and deflated again when the archive
 * is written, so that no file has to fit into memory. Throws what the disk refuses; the entry throws where the file is
 * another one by then. `beforePiece` is called before each piece is deflated, each time; what it throws ends it.
 */
export async function packedFile(
  { path, content }: PackFile,
  beforePiece: (bytes: number) => void = () => undefined,
): Promise<PackedFile> {
  const plain = createHash('sha256');
  const packed = createHash('sha256');
  let stretch: Stretch = { bytes: 0, size: 0, crc: 0 };
  for await (const piece of piecesOf(content)) {
    beforePiece(piece.length);
    const deflate = deflated(piece);
    plain.update(piece);
    packed.update(deflate);
    stretch = {
      bytes: stretch.bytes + deflate.length,
      size: stretch.size + piece.length,
      crc: crc32(piece, stretch.crc),
    };
  }
  const sha256 = plain.digest('hex');
  const read = (): AsyncIterable<Uint8Array> => deflatedAgain(path, content, sha256, beforePiece);
  return {
    bytes: stretch.size,
    sha256,
    packedSha256: packed.update(LAST_BLOCK).digest('hex'),
    entry: { name: path, deflated: [{ stretch, read }] },
  };
}

async function* deflatedAgain(
  path: string,
  content: PackFile['content'],
  sha256: string,
  beforePiece: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  const plain = createHash('sha256');
  for await (const piece of piecesOf(content)) {
    beforePiece(piece.length);
    plain.update(piece);
    yield deflated(piece);
  }
  if (plain.digest('hex') !== sha256) throw new Error(`${path} was changed while it was packed.`);
}

async function* piecesOf(content: PackFile['content']): AsyncIterable<Uint8Array> {
  if (content instanceof Uint8Array) {
    for (let at = 0; at < content.length; at += PIECE) yield content.subarray(at, at + PIECE);
    return;
  }
  const file = await open(content.file, 'r');
  try {
    for (let whole = true; whole;) {
      const piece = Buffer.allocUnsafe(PIECE);
      let filled = 0;
      for (let read = 1; read > 0 && filled < PIECE; filled += read)
        read = (await file.read(piece, filled, PIECE - filled)).bytesRead;
      whole = filled === PIECE;
      if (filled > 0) yield piece.subarray(0, filled);
    }
  } finally {
    await file.close();
  }
}
