import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImportGraph } from './import-graph.ts';

/**
 * What the program loads and would not find: its own modules, and packages that their importer says it
 * depends on. Packages ask for some that they can do without, as DuckDB for the binaries of all systems.
 */
export function missingFrom({ unresolved }: ImportGraph): ImportGraph['unresolved'][number][] {
  return unresolved.filter(({ from, specifier }) => isNeeded(from, specifier));
}

function isNeeded(from: string, specifier: string): boolean {
  if (specifier.startsWith('.') || !from.includes('node_modules')) return true;
  let folder = dirname(from);
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/') in dependencies;
}
