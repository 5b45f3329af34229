import { Problem } from '../../../core/contract/problem.ts';
import { sourceRecordSchema } from '../../../core/contract/run.ts';
import type { SourceRecord } from '../../../core/contract/run.ts';
import type { AuditEntry } from './audit.ts';
import type { HistoryContext } from './history-context.ts';
import { parsed } from './history-context.ts';
import { placeWithoutSecrets, textWithoutSecrets } from '../../secrets/without-secrets.ts';

interface SourceRow {
  id: number;
  place: string;
  name: string;
  mapping: string;
  created_at: number;
}

/** The sources that files belong to, and the places that they came from. */
export function sourceFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { prepared, atomically, now } = context;

  /**
   * The source of a place, made if nothing is known of it. Two places that differ only in credentials or in the
   * signature of a presigned URL are one.
   */
  function sourceAt(place: string, name?: string): SourceRecord {
    return atomically(
      () => findSource(place) ?? newSource(place, name ?? lastPart(placeWithoutSecrets(place))),
    );
  }

  /** The source that a place belongs to; null where nothing of it was reconciled or mapped yet. */
  function findSource(place: string): SourceRecord | null {
    const row = prepared<[string], SourceRow>(
      `${SELECT} WHERE id = (SELECT source_id FROM source_places WHERE place = ?)`,
    );
    const found = row.get(placeWithoutSecrets(place));
    return found ? record(found) : null;
  }

  /** The source of a name, whatever its case; null where none has it. */
  function sourceNamed(name: string): SourceRecord | null {
    const row = prepared<[string], SourceRow>(
      `${SELECT} WHERE lower(name) = lower(?) ORDER BY saved DESC, id LIMIT 1`,
    ).get(name.trim());
    return row ? record(row) : null;
  }

  /** Begins a source with its first place, which is its own from now on; a name that is taken is numbered. */
  function newSource(place: string, name: string): SourceRecord {
    const stored = placeWithoutSecrets(place);
    return atomically(() => {
      const { lastInsertRowid } = prepared<[string, string, number]>(
        'INSERT INTO sources (place, name, created_at) VALUES (?, ?, ?)',
      ).run(stored, freeName(textWithoutSecrets(name)), now());
      const id = Number(lastInsertRowid);
      takePlace(id, stored);
      return getSource(id)!;
    });
  }

  /** A name that no source has: the one that is wished for, or that one with a number. */
  function freeName(wished: string): string {
    const name = wished.trim() || 'Source';
    for (let n = 1; ; n++) {
      const tried = n === 1 ? name : `${name} (${n})`;
      if (sourceNamed(tried) === null) return tried;
    }
  }

  /** Notes that a file of a source came from a place, which belongs to that source from now on. */
  function takePlace(id: number, place: string): void {
    const stored = placeWithoutSecrets(place);
    atomically(() => {
      prepared<[string, number]>(
        `INSERT INTO source_places (place, source_id) VALUES (?, ?)
         ON CONFLICT (place) DO UPDATE SET source_id = excluded.source_id
           WHERE source_id <> excluded.source_id`,
      ).run(stored, id);
      // Where a source was set up, its place is what the analyst says.
      prepared<[{ place: string; id: number }]>(
        'UPDATE sources SET place = $place WHERE id = $id AND saved = 0 AND place <> $place',
      ).run({ place: stored, id });
    });
  }

  /** Null where there is no such source. */
  function getSource(id: number): SourceRecord | null {
    const row = prepared<[number], SourceRow>(`${SELECT} WHERE id = ?`).get(id);
    return row ? record(row) : null;
  }

  /** Those that were reconciled last come first; `limit` of them at most. */
  function listSourcesByUse(limit: number): SourceRecord[] {
    return prepared<[number], SourceRow>(
      `${SELECT} ORDER BY (SELECT max(seq) FROM runs WHERE source_id = sources.id) DESC NULLS LAST, id
       LIMIT ?`,
    )
      .all(limit)
      .map(record);
  }

  /** The places that files of a source came from, patterns among them, and those of its runs. */
  function placesOf(id: number): string[] {
    return prepared<[number, number], string>(
      `SELECT place FROM source_places WHERE source_id = ?
       UNION SELECT place FROM runs WHERE source_id = ?`,
    )
      .pluck()
      .all(id, id);
  }

  /** In the order of their names. */
  function listSources(): SourceRecord[] {
    return prepared<[], SourceRow>(`${SELECT} ORDER BY name, id`).all().map(record);
  }

  /** Changes a source's name or mapping. Throws Problem `source.unknown`. */
  function changeSource(
    id: number,
    change: Partial<Pick<SourceRecord, 'name' | 'mapping'>>,
  ): SourceRecord {
    return atomically(() => {
      const before = getSource(id);
      if (!before) throw unknownSource(id);
      const after = { ...before, ...change };
      prepared<[string, string, number]>(
        'UPDATE sources SET name = ?, mapping = ? WHERE id = ?',
      ).run(after.name, JSON.stringify(after.mapping), id);
      const { name, mapping } = before;
      appendAudit({
        action: 'source.changed',
        detail: { sourceId: id, before: { name, mapping }, after: change },
      });
      return after;
    });
  }

  return {
    sourceAt,
    findSource,
    sourceNamed,
    newSource,
    freeName,
    takePlace,
    getSource,
    listSources,
    listSourcesByUse,
    placesOf,
    changeSource,
  };
}

export type SourceFunctions = ReturnType<typeof sourceFunctions>;

const SELECT = 'SELECT id, place, name, mapping, created_at FROM sources';

function record(row: SourceRow): SourceRecord {
  const { created_at, mapping, ...rest } = row;
  return sourceRecordSchema.parse({ ...rest, mapping: parsed(mapping), createdAt: created_at });
}

function lastPart(place: string): string {
  // In an address of S3 a question mark is a letter like others.
  const path = /^s3:/i.test(place) ? place : place.replace(/\?.*$/, '');
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? place;
}

function unknownSource(id: number): Problem {
  return new Problem({
    kind: 'internal',
    code: 'source.unknown',
    message: `The history has no source ${id}.`,
    hint: 'Choose the source again.',
  });
}
