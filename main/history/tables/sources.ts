import { Problem } from '../../../core/contract/problem.ts';
import { sourceRecordSchema } from '../../../core/contract/run.ts';
import type { SourceRecord } from '../../../core/contract/run.ts';
import type { AuditEntry } from './audit.ts';
import type { HistoryContext } from './history-context.ts';
import { parsed } from './history-context.ts';
import { placeWithoutSecrets } from '../../secrets/without-secrets.ts';

interface SourceRow {
  id: number;
  place: string;
  name: string;
  mapping: string;
  created_at: number;
}

export function sourceFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { prepared, atomically, now } = context;

  /**
   * The source of a place, made if it is new. Two places that differ only in credentials or in the
   * signature of a presigned URL are one source.
   */
  function sourceAt(place: string, name?: string): SourceRecord {
    const stored = placeWithoutSecrets(place);
    return atomically(() => {
      prepared<[string, string, number]>(
        'INSERT INTO sources (place, name, created_at) VALUES (?, ?, ?) ON CONFLICT (place) DO NOTHING',
      ).run(stored, name ?? lastPart(stored), now());
      return record(prepared<[string], SourceRow>(`${SELECT} WHERE place = ?`).get(stored)!);
    });
  }

  /** The source of a place; null where nothing of it was reconciled or mapped yet. */
  function findSource(place: string): SourceRecord | null {
    const row = prepared<[string], SourceRow>(`${SELECT} WHERE place = ?`);
    const found = row.get(placeWithoutSecrets(place));
    return found ? record(found) : null;
  }

  /** Null where there is no such source. */
  function getSource(id: number): SourceRecord | null {
    const row = prepared<[number], SourceRow>(`${SELECT} WHERE id = ?`).get(id);
    return row ? record(row) : null;
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
      appendAudit({ action: 'source.changed', detail: { sourceId: id, ...change } });
      return after;
    });
  }

  return { sourceAt, findSource, getSource, listSources, changeSource };
}

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
    message: `The history knows no source ${id}.`,
    hint: 'Choose the source again.',
  });
}
