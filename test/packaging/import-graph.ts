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
    // What a package asks for and does not depend on (debug: supports-color) is there for another's sake.
    else if (isOwn(specifier, file) || dependsOn(manifest, specifier)) open.push(found);
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

function isOwn(specifier: string, from: string): boolean {
  return specifier.startsWith('.') || !from.includes('node_modules');
}

/** Whether a package says that it depends on what it asks for, in whichever way. */
function dependsOn(manifest: string | undefined, specifier: string): boolean {
  if (manifest === undefined) return false;
  const facts = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, object | undefined>;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  return ['dependencies', 'optionalDependencies', 'peerDependencies'].some((kind) =>
    Object.hasOwn(facts[kind] ?? {}, name),
  );
}

function isModule(manifest: string): boolean {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: string }).type === 'module';
}
