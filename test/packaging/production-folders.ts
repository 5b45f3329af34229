import { existsSync } from 'node:fs';
import { join } from 'node:path';

type Versions = Readonly<Record<string, string>>;
export interface RootPackage {
  readonly dependencies: Versions;
  readonly [name: string]: unknown;
}
interface LockPackage {
  readonly dependencies?: Versions;
  readonly optionalDependencies?: Versions;
  readonly peerDependencies?: Versions;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}
/** The `packages` of package-lock.json, by folder. */
export type LockPackages = Readonly<Record<string, LockPackage>>;

/**
 * The folders of the packages that production needs: what the root depends on, and what that depends
 * on. Packages for other systems are left out where they are not installed.
 */
export function productionFolders(
  root: RootPackage,
  packages: LockPackages,
  installed: (folder: string) => boolean = existsHere,
): string[] {
  const found = new Set<string>();
  const wanted = Object.keys(root.dependencies).map((name) => ({ name, from: '' }));
  for (let next = wanted.pop(); next; next = wanted.pop()) {
    const folder = folderOf(next.name, next.from, packages);
    if (folder === null || found.has(folder) || !installed(folder)) continue;
    found.add(folder);
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } =
      packages[folder]!;
    const peers = Object.keys(peerDependencies ?? {}).filter(
      (name) => !peerDependenciesMeta?.[name]?.optional,
    );
    for (const name of [
      ...Object.keys(dependencies ?? {}),
      ...Object.keys(optionalDependencies ?? {}),
      ...peers,
    ])
      wanted.push({ name, from: folder });
  }
  return [...found].sort();
}

/** Where Node finds a package from a folder: the nearest node_modules above it. */
function folderOf(name: string, from: string, packages: LockPackages): string | null {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const folder = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (folder in packages) return folder;
    if (at === '') return null;
  }
}

function existsHere(folder: string): boolean {
  return existsSync(join(import.meta.dirname, '..', '..', folder));
}
