import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..', '..');

/** What is made, fetched or kept by tools: no part of the house. */
const NOT_OURS = /^(node_modules|dist|release|coverage|test-results|playwright-report)$|^\./;

/** Every file that lies in a folder of the tree or below, by its path from the root with `/`. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.test(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** The modules of the program: what `core`, `main` and `renderer` are written in. */
export const modules = (): string[] =>
  ['core', 'main', 'renderer']
    .flatMap(filesBelow)
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.d.ts'));

/** What a module imports, in its own spelling: types as well, and `import()`. */
export const importsOf = (file: string): string[] =>
  ts
    .preProcessFile(readFileSync(join(root, file), 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => fileName);

/** The files of the tree that a module imports. */
export const importedFiles = (file: string): string[] =>
  importsOf(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => posix.join(posix.dirname(file), name));
