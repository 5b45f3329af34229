import type { ChangedRows } from '../../../core/contract/api/changed-rows.ts';
import type { DecidedRows, Settings } from '../../../core/contract/settings.ts';

/** What counts for a row, and why. */
export type Decision = Pick<DecidedRows, 'decision' | 'reason'>;
/** Decisions so far, by TRANS_ID; those on the rows that are not listed stand under {@link UNLISTED}. */
export type Decisions = ReadonlyMap<string, Decision>;

/** Of settings: that nothing is decided, as of a file that is not the one on whose rows that was done. */
export const UNDECIDED = { onChangedReason: undefined, decidedRows: undefined } as const;

/** Rows beyond those that are listed are decided together. No TRANS_ID is blank. */
export const UNLISTED = '';

/** All that is to be decided: each listed row, and together those that are not listed. */
export function toDecide({ total, rows }: ChangedRows): readonly string[] {
  return [...rows.map(({ id }) => id), ...(total > rows.length ? [UNLISTED] : [])];
}

/** The same decision on some rows beside what was decided; null takes it back. */
export function decide(
  decisions: Decisions,
  ids: Iterable<string>,
  decision: Decision | null,
): Decisions {
  const next = new Map(decisions);
  for (const id of ids) {
    if (decision) next.set(id, decision);
    else next.delete(id);
  }
  return next;
}

/** What was decided before the run halted. */
export function decisionsIn({ decidedRows = [] }: Pick<Settings, 'decidedRows'>): Decisions {
  return new Map(
    decidedRows.flatMap(({ decision, reason, rows }) =>
      rows.map((id): [string, Decision] => [id, { decision, reason }]),
    ),
  );
}

/** The settings that say so: for all rows at once where all were decided alike, else row by row. */
export function decidedSettings(
  changed: ChangedRows,
  decisions: Decisions,
): Pick<Settings, 'onChanged' | 'onChangedReason' | 'decidedRows'> {
  const groups = new Map<string, DecidedRows>();
  const listed = changed.rows.map(({ id }) => id);
  // What was decided on a row before the run halted holds, whether or not the row is listed.
  for (const id of new Set([...listed, ...decisions.keys()])) {
    const decision = decisions.get(id);
    if (!decision || id === UNLISTED) continue;
    const key = `${decision.decision} ${decision.reason}`;
    const group = groups.get(key) ?? { ...decision, rows: [] };
    group.rows.push(id);
    groups.set(key, group);
  }
  const others = decisions.get(UNLISTED);
  const together: Pick<Settings, 'onChanged' | 'onChangedReason'> = {
    onChanged: others?.decision ?? 'halt',
    onChangedReason: others?.reason,
  };
  const [first, ...more] = groups.values();
  if (first === undefined) return { ...together, decidedRows: undefined };
  const all = toDecide(changed).every((id) => decisions.has(id));
  const alike = !others || (others.decision === first.decision && others.reason === first.reason);
  return all && more.length === 0 && alike
    ? { onChanged: first.decision, onChangedReason: first.reason, decidedRows: undefined }
    : { ...together, decidedRows: [first, ...more] };
}
