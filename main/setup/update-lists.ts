import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

/**
 * `node main/setup/update-lists.ts FOLDER`: makes one list of the Mac's two, and proves that every file that
 * a list names lies beside it, with the size and the checksum that the list says: a program that looks for a
 * newer version trusts nothing else. Needs no package, so that the workflow can call it as it is.
 */

const MAC = 'latest-mac.yml';
/** As electron-builder writes it: a head, the files with an indent, what older programs read. */
const LIST = /^(version: \S+\nfiles:\n)((?: +.*\n)+)(path: [^]*)$/;

/**
 * One list of several of the same version, each with the files of one processor; electron-updater takes the
 * one that is its own by its name. What older programs read is of the first list.
 *
 * @throws where they are not lists, or not of one version.
 */
export function mergedLists(lists: readonly string[]): string {
  const parts = lists.map((text) => {
    const parts = LIST.exec(text);
    if (!parts) throw new Error(`This is no list of versions:\n${text}`);
    return parts;
  });
  const [first] = parts;
  if (!first || parts.some(([, head]) => head !== first[1]))
    throw new Error('The lists are not of one version.');
  return [first[1], ...parts.map(([, , files]) => files), first[3]].join('');
}

/** The files that a list names. */
function listed(text: string): { url: string; sha512: string; size: number }[] {
  const files = LIST.exec(text)?.[2] ?? '';
  return [...files.matchAll(/- url: (\S+)\n +sha512: (\S+)\n +size: (\d+)\n/g)].map(
    ([, url, sha512, size]) => ({ url: url!, sha512: sha512!, size: Number(size) }),
  );
}

/**
 * Merges and proves the lists of a folder; their names.
 *
 * @throws where a list names no file, one that is not there, or one that is another.
 */
export function proveLists(folder: string): string[] {
  const ofMac = readdirSync(folder).filter((name) => /^latest-mac-.+\.yml$/.test(name));
  if (ofMac.length > 0) {
    const merged = mergedLists(
      ofMac.sort().map((name) => readFileSync(join(folder, name), 'utf8')),
    );
    writeFileSync(join(folder, MAC), merged);
    for (const name of ofMac) rmSync(join(folder, name));
  }
  const names = readdirSync(folder).filter((name) => /^latest.*\.yml$/.test(name));
  for (const name of names) {
    const files = listed(readFileSync(join(folder, name), 'utf8'));
    if (files.length === 0) throw new Error(`${name} names no file.`);
    for (const { url, sha512, size } of files) {
      const path = join(folder, url);
      const sum = createHash('sha512').update(readFileSync(path)).digest('base64');
      if (statSync(path).size !== size || sum !== sha512)
        throw new Error(`${url} is not the file that ${name} names.`);
    }
  }
  return names;
}

const [, script, folder] = process.argv;
if (folder !== undefined && import.meta.url === pathToFileURL(script!).href)
  process.stdout.write(`${proveLists(folder).join('\n')}\n`);
