import type { DecidedRows, Settings } from '../../contract/settings.ts';

/** What was decided for a row, and why. */
export type Decision = Pick<DecidedRows, 'decision' | 'reason'>;

/** What the settings decide for single rows, by TRANS_ID; of two decisions on one row the last holds. */
export function decisionsOf({
  decidedRows = [],
}: Pick<Settings, 'decidedRows'>): ReadonlyMap<string, Decision> {
  return new Map(
    decidedRows.flatMap(({ decision, reason, rows }) =>
      rows.map((id): [string, Decision] => [id, { decision, reason }]),
    ),
  );
}
