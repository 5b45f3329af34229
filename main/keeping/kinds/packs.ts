import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { packFolder, packName } from '../../data-folder/data-folder.ts';
import type { KeptThing, KindOfThing } from '../things/kept-thing.ts';

/** The packs in the data folder, of the source and the period that they are named after. */
export const packs: KindOfThing = {
  kind: 'packs',
  async things({ root, history }, { runs }) {
    const sourceNames = new Map(history.listSources().map(({ id, name }) => [id, name]));
    const packed = Map.groupBy(
      runs.flatMap(({ id, sourceId, sourceName, period }) => {
        if (period === null) return [];
        const names = new Set([sourceName, sourceNames.get(sourceId) ?? sourceName]);
        const of = { run: id, sourceId, period };
        return [...names].map((source) => ({ pack: packName(source, period), of }));
      }),
      ({ pack }) => pack,
    );
    const folder = packFolder(root);
    const names = await readdir(folder).catch(() => []);
    const found: KeptThing[] = [];
    for (const name of names) {
      if (name.startsWith('.') || !name.endsWith('.zip')) continue;
      const path = join(folder, name);
      const { mtimeMs } = await stat(path);
      const own = packed.get(name) ?? [];
      found.push({
        ...{ kind: 'packs', name: `packs/${name}`, what: `Pack ${name}`, path },
        since: Math.floor(mtimeMs),
        of: own.map(({ of }) => of),
        needed: own.length > 0 ? null : 'Nobody can say which source and period it is of.',
      });
    }
    return found;
  },
};
