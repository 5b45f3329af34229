import type { ArchiveEffect } from '../../core/contract/api/runs.ts';
import type { Format } from '../format/format.ts';

/** What follows for later files of a source, in one sentence for each source where something does. */
export function standingWords(effect: ArchiveEffect, format: Pick<Format, 'moment'>): string[] {
  return effect.map(({ sourceName, after }) =>
    after === null
      ? `The next file of ${sourceName} will have no earlier run to be compared with.`
      : `The next file of ${sourceName} will be compared with the run of ${format.moment(after.startedAt)} (${after.id}).`,
  );
}
