import { z } from 'zod';
import { backupPlanSchema } from '../../../core/contract/backup/backup.ts';
import type { BackupPlan } from '../../../core/contract/backup/backup.ts';
import { withoutSecrets } from '../../secrets/without-secrets.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { parsed } from '../tables/history-context.ts';

/** Beside the settings of the screen, which do not know this name. */
const NAME = 'backup';
/** What is remembered of the last one, so that it can be told without its drive. */
const LAST = 'backup.last';

const lastSchema = z.object({
  id: z.string(),
  /** Epoch milliseconds. */
  at: z.int(),
  place: z.string(),
  bytes: z.int(),
  runs: z.int(),
});
export type LastBackup = z.infer<typeof lastSchema>;

/** How backups are made, but for their secrets, and which was the last. */
export function backupFunctions(
  { prepared, atomically }: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  /** Null where none is set up, or what is stored no longer fits. */
  function backupPlan(): BackupPlan | null {
    const value = prepared<[string], string>('SELECT value FROM app_settings WHERE name = ?')
      .pluck()
      .get(NAME);
    return value === undefined ? null : (backupPlanSchema.safeParse(parsed(value)).data ?? null);
  }

  /** Sets backups up, or ends them with null; audited as `backup.changed`. */
  function setBackupPlan(given: BackupPlan | null): BackupPlan | null {
    return atomically(() => {
      const before = backupPlan();
      if (given === null) prepared<[string]>('DELETE FROM app_settings WHERE name = ?').run(NAME);
      else
        prepared<[string, string]>(
          `INSERT INTO app_settings (name, value) VALUES (?, ?)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
        ).run(NAME, JSON.stringify(withoutSecrets(given)));
      appendAudit({ action: 'backup.changed', detail: { before, after: given } });
      return backupPlan();
    });
  }

  /** The last backup that was made; null before the first. */
  function lastBackup(): LastBackup | null {
    const text = prepared<[string], string>('SELECT value FROM prefs WHERE key = ?')
      .pluck()
      .get(LAST);
    return text === undefined ? null : (lastSchema.safeParse(parsed(text)).data ?? null);
  }

  function noteBackup(last: LastBackup): void {
    prepared<[string, string]>(
      `INSERT INTO prefs (key, value) VALUES (?, ?)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    ).run(LAST, JSON.stringify(last));
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
