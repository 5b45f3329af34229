import { existsSync } from 'node:fs';
import { basename, posix } from 'node:path';
import { expect, it } from 'vitest';
import { filesBelow, importedFiles } from './tree.ts';

/** Tests that are rightly where they are although nothing in them shows it, each with its reason. */
const BY_CALLS = 'makes the calls of this room, which the whole program answers';
const ELSEWHERE: Readonly<Record<string, string>> = {
  'test/core/rules.test.ts': 'reads core/RULES.md',
  'test/main/grid/compare.test.ts': BY_CALLS,
  'test/main/grid/exports-and-store.test.ts': BY_CALLS,
  'test/main/grid/flags-and-trail.test.ts': BY_CALLS,
  'test/main/grid/views.test.ts': BY_CALLS,
  'test/main/runs/archived-runs.test.ts': BY_CALLS,
  'test/main/runs/findings.test.ts': BY_CALLS,
  'test/main/runs/kept-answers.test.ts': BY_CALLS,
  'test/main/runs/later-files.test.ts': BY_CALLS,
  'test/main/runs/reverify.test.ts': BY_CALLS,
  'test/main/runs/run-results.test.ts': BY_CALLS,
  'test/main/runs/stopped-runs.test.ts': BY_CALLS,
  'test/main/runs/waiting-runs.test.ts': BY_CALLS,
  'test/renderer/walk/findings-and-sheets.test.ts': 'proves several steps of the walk at once',
  'test/renderer/app/shortcuts.test.ts': 'proves the keys of all screens at once',
};

const files = ['core', 'main', 'renderer'].flatMap((building) => filesBelow(`test/${building}`));
const tests = files.filter((file) => file.endsWith('.test.ts'));
const mirrored = (file: string): string => posix.dirname(file).slice('test/'.length);

/** What a test imports, and what the files of the tests that it imports do. */
function reached(file: string, seen = new Set<string>()): Set<string> {
  for (const imported of importedFiles(file))
    if (!seen.has(imported)) {
      seen.add(imported);
      if (imported.startsWith('test/') && existsSync(imported)) reached(imported, seen);
    }
  return seen;
}

/** Whether a test is named after a module of the room that it mirrors, after the room, or uses it. */
function belongs(file: string): boolean {
  const room = mirrored(file);
  const name = basename(file, '.test.ts');
  return (
    name === basename(room) ||
    ['.ts', '.tsx', '.mjs'].some((end) => existsSync(`${room}/${name}${end}`)) ||
    [...reached(file)].some((imported) => posix.dirname(imported) === room)
  );
}

it('tests lie in folders that the tree has as well', () => {
  const rooms = new Set(files.map(mirrored).map((room) => room.replace(/\/children$/, '')));
  expect([...rooms].filter((room) => !existsSync(room))).toEqual([]);
});

it('each test lies where that lies which it proves, or is listed', () => {
  expect(tests.filter((file) => !belongs(file)).sort()).toEqual(Object.keys(ELSEWHERE).sort());
});
