import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A part of the build: what it is made from, and the folder it is made into. */
export interface Part {
  readonly name: 'renderer' | 'app';
  /** Files and folders, relative to the root. */
  readonly inputs: readonly string[];
  readonly output: string;
}

const HOW_IT_IS_BUILT = ['main/setup/build.ts', 'main/setup/app.tsconfig.json', 'tsconfig.json'];

/** The interface, and the JavaScript that Electron runs. */
export const PARTS: readonly Part[] = [
  {
    name: 'renderer',
    inputs: [
      'renderer',
      'core/contract',
      'main/web-policy.ts',
      'package-lock.json',
      ...HOW_IT_IS_BUILT,
    ],
    output: 'dist/renderer',
  },
  {
    name: 'app',
    inputs: ['core', 'main', 'package-lock.json', ...HOW_IT_IS_BUILT],
    output: 'dist/app',
  },
];

/** The file in a built folder that says what it was built from: it comes and goes with the folder. */
export const STAMP = '.built-from';

/** The parts whose inputs are not what they were built from. */
export function staleParts(root: string, parts: readonly Part[] = PARTS): Part[] {
  return parts.filter((part) => {
    const stamp = join(root, part.output, STAMP);
    return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== inputsHash(root, part.inputs);
  });
}

/** A hash over the names and bytes of all files that are named or lie in the folders named. */
export function inputsHash(root: string, inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => filesIn(join(root, input))).sort()) {
    const bytes = readFileSync(path);
    hash.update(`${relative(root, path).split(sep).join('/')}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
