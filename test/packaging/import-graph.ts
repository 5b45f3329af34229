// Run as `node --experimental-import-meta-resolve import-graph.ts FILE…`: prints what the files load,
// resolved by Node's own rules, which Electron shares.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire, findPackageJSON, isBuiltin } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

/** What the program loads, and what could not be found. Absolute paths. */
export interface ImportGraph {
  readonly files: readonly string[];
  readonly unresolved: readonly { readonly from: string; readonly specifier: string }[];
}

const files = new Set<string>();
const unresolved: { from: string; specifier: string }[] = [];
const open = process.argv.slice(2).map((file) => realpathSync(file));
for (let file = open.pop(); file !== undefined; file = open.pop()) {
  if (files.has(file)) continue;
  files.add(file);
  if (!/^\.[cm]?js$/.test(extname(file))) continue;
  const manifest = findPackageJSON(pathToFileURL(file));
  if (manifest) files.add(manifest);
  for (const specifier of specifiersOf(readFileSync(file, 'utf8'))) {
    if (specifier === 'electron' || isBuiltin(specifier)) continue;
    const found = resolved(specifier, file, manifest);
    if (found === null) unresolved.push({ from: file, specifier });
    else open.push(found);
  }
}
process.stdout.write(JSON.stringify({ files: [...files].sort(), unresolved }));

/** Imports, requires, and the modules that workers and child processes are started on. */
function specifiersOf(source: string): string[] {
  const imported = ts.preProcessFile(source, true, true).importedFiles;
  const started = source.matchAll(
    /(?:moduleBeside|new URL)\(\s*(['"])(\.{1,2}\/[^'"]+)\1,\s*import\.meta\.url/g,
  );
  return [
    ...imported.map(({ fileName }) => fileName),
    ...[...started].map(([, , way]) => (extname(way!) === '' ? `${way}.js` : way!)),
  ];
}

function resolved(specifier: string, from: string, manifest: string | undefined): string | null {
  try {
    const module =
      from.endsWith('.mjs') ||
      (from.endsWith('.js') && manifest !== undefined && isModule(manifest));
    const path = module
      ? fileURLToPath(import.meta.resolve(specifier, pathToFileURL(from)))
      : createRequire(from).resolve(specifier);
    return existsSync(path) ? realpathSync(path) : null;
  } catch {
    return null;
  }
}

function isModule(manifest: string): boolean {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: string }).type === 'module';
}
