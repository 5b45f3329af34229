import { backupPlanSchema, lastBackupSchema } from '../../../core/contract/backup/backup.ts';
import type { BackupPlan, LastBackup } from '../../../core/contract/backup/backup.ts';
import { keptSetting } from '../tables/app-settings.ts';
import type { appSettingsFunctions } from '../tables/app-settings.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { parsed } from '../tables/history-context.ts';

/** What is remembered of the last one, so that it can be told without its drive. */
const LAST = 'backup.last';

/** How backups are made, but for their secrets, and which was the last. */
export function backupFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
  { getPref, setPref }: Pick<ReturnType<typeof appSettingsFunctions>, 'getPref' | 'setPref'>,
) {
  const { prepared, atomically } = context;
  const { get: backupPlan, set } = keptSetting(context, 'backup', backupPlanSchema);

  /** Sets backups up, or ends them with null; audited as `backup.changed`. */
  function setBackupPlan(given: BackupPlan | null): BackupPlan | null {
    return atomically(() => {
      const before = backupPlan();
      set(given);
      appendAudit({ action: 'backup.changed', detail: { before, after: given } });
      return backupPlan();
    });
  }

  /** The last backup that was made; null before the first. */
  function lastBackup(): LastBackup | null {
    return lastBackupSchema.safeParse(parsed(getPref(LAST))).data ?? null;
  }

  function noteBackup(last: LastBackup): void {
    setPref(LAST, JSON.stringify(last));
  }

  /** The hash of the first entry of the audit log, by which histories are told apart; null before it. */
  function firstEntryHash(): string | null {
    const first = prepared<[], string>('SELECT hash FROM audit ORDER BY id LIMIT 1').pluck();
    return first.get() ?? null;
  }

  /** The digest of a backup's manifest, as it was written down when it was made; null where it was not. */
  function backupDigest(id: string): string | null {
    const found = prepared<[string], string>(
      `SELECT detail ->> '$.manifest' FROM audit
       WHERE action = 'backup.made' AND detail ->> '$.id' = ? ORDER BY id DESC LIMIT 1`,
    ).pluck();
    return found.get(id) ?? null;
  }

  return { backupPlan, setBackupPlan, lastBackup, noteBackup, firstEntryHash, backupDigest };
}
