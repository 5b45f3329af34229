import { settingsSchema } from '../../../core/contract/settings.ts';
import type { Settings } from '../../../core/contract/settings.ts';
import type { Progress } from '../../../core/contract/steps.ts';
import { reconcile } from '../../../core/pipeline/reconcile.ts';
import { fingerprint } from '../../../core/source/fingerprint.ts';

/**
 * Reconciles a file into a folder, without workbooks unless the settings say so; returns the checksums of what
 * its steps wrote.
 */
export async function reconciled(
  path: string,
  folder: string,
  settings: Partial<Settings>,
  rowsPerPartition?: number,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Readonly<Record<string, string>>> {
  const checksums: Record<string, string> = {};
  await reconcile(
    {
      path,
      name: 'ledger.csv',
      ...(await fingerprint(path)),
      settings: settingsSchema.parse({ xlsx: false, ...settings }),
      softwareVersion: 'test',
      workers: 1,
      rowsPerPartition,
    },
    {
      folder,
      journal: {
        begin: () => undefined,
        end: (_, result) => void Object.assign(checksums, result.checksums),
        completed: () => undefined,
      },
      endOfToday: Date.UTC(2030, 0, 1),
      onFindings: () => undefined,
      onChecks: () => undefined,
      onProgress,
    },
  );
  return checksums;
}
