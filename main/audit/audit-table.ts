import { actWords } from '../../core/contract/acts/acts.ts';
import type { AuditQuery } from '../../core/contract/audit/audit-query.ts';
import type { AuditRecord } from '../../core/contract/run.ts';
import { tableOf } from '../../core/report/columns/column.ts';
import { eachNumber, eachText } from '../../core/report/columns/of-items.ts';
import type { ItemColumns } from '../../core/report/columns/of-items.ts';
import { writeCsv } from '../../core/report/files/table-files.ts';
import type { History } from '../history/history.ts';

const COLUMNS: ItemColumns<AuditRecord> = [
  eachNumber('ENTRY', ({ id }) => id),
  eachText('AT_UTC', ({ at }) => new Date(at).toISOString()),
  eachText('PERSON', ({ actor }) => actor),
  eachText('SYSTEM_USER', ({ systemUser }) => systemUser ?? ''),
  eachText('COMPUTER', ({ computer }) => computer ?? ''),
  eachText('ADDRESS', ({ address }) => address ?? ''),
  eachText('SESSION', ({ session }) => session ?? ''),
  eachText('ACT', ({ action }) => action),
  eachText('WORDS', ({ action }) => actWords(action)),
  eachText('RUN', ({ runId }) => runId ?? ''),
  eachText('DETAIL', ({ detail }) => JSON.stringify(detail)),
  eachText('CLOCK_UTC', ({ clock }) => (clock === null ? '' : new Date(clock).toISOString())),
  eachText('HASH', ({ hash }) => hash),
];

/** Writes the entries that match to a CSV file, the oldest first; returns how many. */
export async function writeAuditCsv(
  history: Pick<History, 'listAudit'>,
  query: AuditQuery,
  path: string,
  csvBom: boolean,
): Promise<number> {
  const { items } = history.listAudit(query, Number.MAX_SAFE_INTEGER);
  await writeCsv(path, [tableOf(COLUMNS, items.toReversed(), items.length)], csvBom);
  return items.length;
}
