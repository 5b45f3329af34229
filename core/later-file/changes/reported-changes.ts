import type { ReportedChanges } from '../../accepted/increment.ts';
import type { Settings } from '../../contract/settings.ts';
import { idText } from '../../ledger/ids.ts';
import type { IdColumn } from '../../ledger/ids.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { REPLACING } from '../merge/later-rows.ts';
import type { Merged } from '../merge/merge-later-file.ts';
import { decisionsOf } from './decided-rows.ts';

/**
 * The reported rows that a file changes, and after them those that it lacks. `later` is the ledger that was merged
 * with the standing one, `words` what has changed in each changed row.
 */
export function reportedChanges(
  standing: Ledger,
  later: Ledger,
  { changed, gone, fate }: Merged,
  words: readonly string[],
  settings: Pick<Settings, 'decidedRows' | 'onChangedReason'>,
): ReportedChanges {
  const rows = changed.standing.length + gone.standing.length;
  const stood = new Int32Array(rows);
  stood.set(changed.standing);
  stood.set(gone.standing, changed.standing.length);
  const row = new Int32Array(rows);
  row.set(changed.merged);
  row.set(gone.merged, changed.merged.length);
  const { id, customer, currency, createdAt } = standing;
  const ids = ({ values, pool }: IdColumn): IdColumn => ({
    values: Float64Array.from(stood, (s) => values[s]!),
    pool,
  });
  const decisions = decisionsOf(settings);
  const takes = (i: number): boolean =>
    i < changed.later.length
      ? fate[changed.later[i]!] === REPLACING
      : gone.merged[i - changed.later.length]! < 0;
  const reason = (s: number): string =>
    decisions.get(idText(id.pool, id.values[s]!))?.reason ?? settings.onChangedReason ?? '';
  const amount = (s: number, i: number): number =>
    Math.max(Math.abs(standing.cents[s]!), Math.abs(later.cents[changed.later[i] ?? -1] ?? 0));
  return {
    row,
    id: ids(id),
    customer: ids(customer),
    currency: currency && {
      codes: Int32Array.from(stood, (s) => currency.codes[s]!),
      pool: currency.pool,
    },
    cents: Float64Array.from(stood, amount),
    createdAt: Float64Array.from(stood, (s) => createdAt[s]!),
    sheetRow: Int32Array.from(stood, (_, i) => later.sheetRow[changed.later[i] ?? -1] ?? 0),
    words: [...words, ...Array<string>(gone.standing.length).fill('')],
    takes: Uint8Array.from(stood, (_, i) => Number(takes(i))),
    reasons: Array.from(stood, reason),
  };
}
