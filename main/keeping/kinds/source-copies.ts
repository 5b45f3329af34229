import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { uploadFolder } from '../../data-folder/data-folder.ts';
import { fetchedFolder } from '../../places/fetch/fetch-cache.ts';
import type { KeepingFacts, KeptThing, KindOfThing } from '../things/kept-thing.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** Copies of source files: what was fetched lies in a folder by its SHA-256, an upload in one of its own. */
export const sourceCopies: KindOfThing = {
  kind: 'source-copies',
  async things({ root }, facts) {
    const found: KeptThing[] = [];
    for (const [folder, parent] of [
      ['fetched', fetchedFolder(root)],
      ['uploads', uploadFolder(root)],
    ] as const)
      for (const name of await readdir(parent).catch(() => []))
        if (!name.startsWith('.') && (folder === 'uploads' || SHA256.test(name)))
          found.push(...(await copyIn(join(parent, name), `${folder}/${name}`, name, facts)));
    return found;
  },
};

async function copyIn(
  path: string,
  name: string,
  own: string,
  { runs }: KeepingFacts,
): Promise<KeptThing[]> {
  const facts = await stat(path).catch(() => null);
  if (facts === null) return [];
  const files = facts.isDirectory() ? await readdir(path) : [own];
  const readers = runs.filter(({ place, sha256 }) => sha256 === own || place.includes(own));
  return [
    {
      ...{ kind: 'source-copies', name, what: `Copy of ${files[0] ?? own}`, path },
      since: Math.max(Math.floor(facts.mtimeMs), ...readers.map(({ startedAt }) => startedAt)),
      of: readers.map(({ id, sourceId, period }) => ({ run: id, sourceId, period })),
      needed: null,
    },
  ];
}
