import type { z } from 'zod';
import { s3AccessSchema } from '../../../core/contract/api/places.ts';
import { runSettingsSchema } from '../../../core/contract/api/run-settings.ts';
import { waitMinutesSchema } from '../../../core/contract/settings.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { sourceRecordSchema } from '../../../core/contract/run.ts';
import type { AuditEntry } from './audit.ts';
import type { HistoryContext } from './history-context.ts';
import type { SourceFunctions } from './sources.ts';
import { parsed } from './history-context.ts';
import {
  placeWithoutSecrets,
  textWithoutSecrets,
  withoutSecrets,
} from '../../secrets/without-secrets.ts';

const setupSchema = sourceRecordSchema.extend({
  s3: s3AccessSchema,
  settings: runSettingsSchema,
  waitMinutes: waitMinutesSchema,
});
/** A source that the analyst has set up, but for its secret. */
export type SourceSetup = z.infer<typeof setupSchema>;
export type SourceChange = Omit<SourceSetup, 'id' | 'createdAt'>;

interface SetupRow {
  id: number;
  place: string;
  name: string;
  mapping: string;
  created_at: number;
  access: string;
  settings: string;
  wait_minutes: number;
}

/** The sources that the analyst has set up, to be run again and again. */
export function savedSourceFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
  sources: Pick<
    SourceFunctions,
    'findSource' | 'getSource' | 'sourceNamed' | 'newSource' | 'takePlace'
  >,
) {
  const { prepared, atomically } = context;

  /** In the order of their names. */
  function savedSources(): SourceSetup[] {
    const rows = prepared<[], SetupRow>(`${SELECT} ORDER BY name COLLATE NOCASE, id`).all();
    return rows.map(setup);
  }

  /** Null where there is none of this id that is set up. */
  function savedSource(id: number): SourceSetup | null {
    const row = prepared<[number], SetupRow>(`${SELECT} AND id = ?`).get(id);
    return row ? setup(row) : null;
  }

  /** The one that is set up for a place; null where none is. */
  function savedSourceAt(place: string): SourceSetup | null {
    const row = prepared<[string], SetupRow>(`${SELECT} AND place = ?`);
    const found = row.get(placeWithoutSecrets(place));
    return found ? setup(found) : null;
  }

  /**
   * Sets up a source (`id` null) or changes one, and writes it into the audit trail. A place that was
   * reconciled before keeps its history. Throws Problems `source.unknown`, `source.name-taken`,
   * `source.place-taken`.
   *
   * @param secret what was done with its secret, for the audit trail; never the secret itself.
   */
  function saveSource(
    id: number | null,
    change: SourceChange,
    secret: 'as it was' | 'set' | 'forgotten',
  ): SourceSetup {
    const setup = withoutItsSecrets(change);
    return atomically(() => {
      if (id !== null && sources.getSource(id) === null) throw unknownSource(id);
      const { name, place, s3, mapping, settings, waitMinutes } = setup;
      const known = id ?? unsavedAt(place);
      const namesake = sources.sourceNamed(name);
      if (namesake && namesake.id !== known) throw nameTaken(name);
      const row = known ?? sources.newSource(place, name).id;
      if (isTaken(place, row, id !== null)) throw placeTaken(place);
      const before = savedSource(row);
      sources.takePlace(row, place);
      write(context, row, setup);
      const after = { name, place, s3, mapping, settings, waitMinutes };
      appendAudit({
        action: 'source.saved',
        detail: { sourceId: row, before: before && setupFacts(before), after, keys: secret },
      });
      return savedSource(row)!;
    });
  }

  /** The source that a place belongs to, unless that was set up: elsewhere, it is left as it is. */
  function unsavedAt(place: string): number | null {
    const found = sources.findSource(place);
    return found && savedSource(found.id) === null ? found.id : null;
  }

  /** Whether a place is where another source is set up to be; or, for one that is changed, another's at all. */
  function isTaken(place: string, id: number, changed: boolean): boolean {
    const there = savedSourceAt(place);
    const other = unsavedAt(place);
    return (there !== null && there.id !== id) || (changed && other !== null && other !== id);
  }

  /** Takes a source off the list; its runs and decisions stay. Throws Problem `source.unknown`. */
  function removeSource(id: number): void {
    atomically(() => {
      const before = savedSource(id);
      if (!before) throw unknownSource(id);
      prepared<[number]>(
        `UPDATE sources SET saved = 0, access = '{}', settings = '{}', wait_minutes = 0 WHERE id = ?`,
      ).run(id);
      appendAudit({
        action: 'source.removed',
        detail: { sourceId: id, before: setupFacts(before), after: null },
      });
    });
  }

  return { savedSources, savedSource, savedSourceAt, saveSource, removeSource };
}

const SELECT = `SELECT id, place, name, mapping, created_at, access, settings, wait_minutes
  FROM sources WHERE saved = 1`;

/** A change as it may be stored: a source may have been named by its address. */
function withoutItsSecrets(change: SourceChange): SourceChange {
  return {
    ...change,
    place: placeWithoutSecrets(change.place),
    name: textWithoutSecrets(change.name),
    s3: withoutSecrets(change.s3),
  };
}

function write({ prepared }: HistoryContext, row: number, change: SourceChange): void {
  const { place, name, mapping, s3, settings, waitMinutes } = change;
  prepared<[string, string, string, string, string, number, number]>(
    `UPDATE sources SET saved = 1, place = ?, name = ?, mapping = ?, access = ?, settings = ?,
       wait_minutes = ? WHERE id = ?`,
  ).run(
    place,
    name,
    JSON.stringify(mapping),
    JSON.stringify(s3),
    JSON.stringify(settings),
    waitMinutes,
    row,
  );
}

/** What a set-up says, for the audit log. */
function setupFacts({ id, createdAt, ...facts }: SourceSetup): object {
  void [id, createdAt];
  return facts;
}

/** What of its settings no longer fits counts as not set. */
function setup(row: SetupRow): SourceSetup {
  const { id, place, name, created_at, wait_minutes } = row;
  return setupSchema.parse({
    id,
    place,
    name,
    mapping: parsed(row.mapping),
    createdAt: created_at,
    s3: s3AccessSchema.safeParse(parsed(row.access)).data ?? {},
    settings: runSettingsSchema.safeParse(parsed(row.settings)).data ?? {},
    waitMinutes: wait_minutes,
  });
}

function unknownSource(id: number): Problem {
  return new Problem({
    kind: 'usage',
    code: 'source.unknown',
    message: `The list of sources has no source ${id}.`,
    hint: 'Reload the list: it may have been removed in the meantime.',
    details: { sourceId: id },
  });
}

function nameTaken(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'source.name-taken',
    message: `A source called ${name} already exists.`,
    hint: 'Choose another name, or edit the existing source.',
  });
}

function placeTaken(place: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'source.place-taken',
    message: `${place} belongs to another source, with a history of its own.`,
    hint: 'Edit that source, or set up this location as a new one.',
  });
}
