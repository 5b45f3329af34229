import type { PackAbout } from '../../contract/close/pack.ts';
import { writeAtomically } from '../../disk/publish.ts';
import { writeZip } from '../../report/zip/zip-writer.ts';
import type { ZipEntry } from '../../report/zip/zip-writer.ts';
import { MANIFEST, manifestText } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { packedFile } from './pack-file.ts';
import type { PackFile } from './pack-file.ts';
import { storedEntry } from './stored-text.ts';

/** A pack that was written. */
export interface WrittenPack {
  readonly bytes: number;
  readonly sha256: string;
  readonly manifest: Manifest;
}

/**
 * Writes a pack (RULES.md section 14): its files in the order of their paths, then the manifest. The same files give
 * the same bytes; the pack is whole or not there. Each file is read twice: `watch` is called before each piece of it,
 * with the file's path and the bytes that are read of all so far; what it throws ends the writing, as does what the
 * disk refuses.
 */
export async function writePack(
  path: string,
  files: readonly PackFile[],
  about: PackAbout,
  watch: (path: string, bytes: number) => void = () => undefined,
): Promise<WrittenPack> {
  const ordered = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const entries: ZipEntry[] = [];
  let done = 0;
  const watching = (path: string) => (bytes: number) => {
    watch(path, done);
    done += bytes;
  };
  const listed: Manifest['files'] = [];
  for (const file of ordered) {
    const { bytes, sha256, packedSha256, entry } = await packedFile(file, watching(file.path));
    entries.push(entry);
    listed.push({ path: file.path, bytes, sha256, packed_sha256: packedSha256 });
  }
  const manifest: Manifest = { format: 'thrive-cash-pack/1', ...about, files: listed };
  entries.push(storedEntry(MANIFEST, Buffer.from(manifestText(manifest))));
  const written = await writeAtomically(path, (temporary) => writeZip(temporary, entries));
  return { ...written, manifest };
}
