import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programFolder } from './program-folder.ts';

/** The version of the program, as package.json states it: part of what identifies a result. */
export function softwareVersion(): string {
  return packageFacts().version;
}

/**
 * The repository on GitHub of which the program was built, as `owner/name`; null where package.json names
 * none. The workflow that builds a release writes its own there.
 */
export function softwareRepository(): string | null {
  return /^(?:github:)?([\w-]+\/[\w.-]+)$/.exec(packageFacts().repository ?? '')?.[1] ?? null;
}

function packageFacts(): { readonly version: string; readonly repository?: string } {
  const path = join(programFolder(), 'package.json');
  return JSON.parse(readFileSync(path, 'utf8')) as ReturnType<typeof packageFacts>;
}
