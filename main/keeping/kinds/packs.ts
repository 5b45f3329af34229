import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { packFolder, packName } from '../../data-folder/data-folder.ts';
import type { KeptThing, KindOfThing } from '../things/kept-thing.ts';

/** The packs in the data folder, of the source and the period that they are named after. */
export const packs: KindOfThing = {
  kind: 'packs',
  async things({ root, history }, { runs }) {
    const folder = packFolder(root);
    const names = await readdir(folder).catch(() => []);
    const found: KeptThing[] = [];
    for (const name of names) {
      if (name.startsWith('.') || !name.endsWith('.zip')) continue;
      const path = join(folder, name);
      const { mtimeMs } = await stat(path);
      const own = runs.filter(
        (run) =>
          run.period !== null &&
          [run.sourceName, history.getSource(run.sourceId)?.name ?? ''].some(
            (source) => packName(source, run.period!) === name,
          ),
      );
      found.push({
        ...{ kind: 'packs', name: `packs/${name}`, what: `Pack ${name}`, path },
        since: Math.floor(mtimeMs),
        of: own.map(({ id, sourceId, period }) => ({ run: id, sourceId, period })),
        needed: own.length > 0 ? null : 'Nobody can say which source and period it is of.',
      });
    }
    return found;
  },
};
