import type { KeptFile } from '../../contract/close/given-files.ts';
import type { PackFile } from '../files/pack-file.ts';
import type { PackInput } from './pack-input.ts';

/** Where a file that was given for the close lies in a pack: told apart by its bytes, whatever it is called. */
export function keptPlace(folder: string, { name, sha256 }: KeptFile): string {
  return `${folder}/${sha256.slice(0, 8)}-${name}`;
}

/** What balances and customers were imported from. */
export function importedFiles({ books }: Pick<PackInput, 'books'>): readonly KeptFile[] {
  return [books.balancesFile, books.customerList?.file ?? null].filter((file) => file !== null);
}

/** What was attached to items of the tie-out. */
export function attachmentsOf({ close }: Pick<PackInput, 'close'>): readonly KeptFile[] {
  return close.tieOut
    .flatMap(({ items }) => items.map(({ attachment }) => attachment))
    .filter((file) => file !== null);
}

/** What is evidence of items of the sample. */
export function evidenceOf({
  samples,
  workpapers,
}: Pick<PackInput, 'samples' | 'workpapers'>): readonly KeptFile[] {
  return samples
    .flatMap(({ items }) => items.map(({ movement }) => workpapers.get(movement.id)?.file ?? null))
    .filter((file) => file !== null);
}

/** Files that were given for the close, each once. */
export function keptFiles(
  folder: string,
  files: readonly KeptFile[],
  { kept }: Pick<PackInput, 'kept'>,
): readonly PackFile[] {
  const placed = new Map(files.map((file) => [keptPlace(folder, file), kept.get(file.sha256)!]));
  return [...placed].map(([path, file]) => ({ path, content: { file } }));
}
