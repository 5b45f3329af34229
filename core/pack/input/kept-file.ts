import type { KeptFile } from '../../contract/close/given-files.ts';
import type { PackFile } from '../files/pack-file.ts';
import type { PackInput } from './pack-input.ts';

/** Where a file that was given for the close lies in a pack: told apart by its bytes, whatever it is called. */
export function keptPlace(folder: string, { name, sha256 }: KeptFile): string {
  return `${folder}/${sha256.slice(0, 8)}-${name}`;
}

/** Files that were given for the close, each once. */
export function keptFiles(
  folder: string,
  files: readonly (KeptFile | null)[],
  { kept }: Pick<PackInput, 'kept'>,
): readonly PackFile[] {
  const placed = new Map(
    files
      .filter((file) => file !== null)
      .map((file) => [keptPlace(folder, file), kept.get(file.sha256)!]),
  );
  return [...placed].map(([path, file]) => ({ path, content: { file } }));
}
