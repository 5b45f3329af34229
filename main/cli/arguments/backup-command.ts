import { backupIdSchema, backupPlanSchema } from '../../../core/contract/backup/backup.ts';
import { BACKUP_STEPS } from './command.ts';
import type { BackupCommand } from './command.ts';
import { encryptionOf, remoteOf } from './given-places.ts';
import type { OptionValues } from './options.ts';
import { usage } from './usage.ts';

/** What is asked of backups. Throws a Problem of kind `usage`. */
export function backupCommand(values: OptionValues, words: readonly string[]): BackupCommand {
  const [given, id, ...more] = words;
  const step = BACKUP_STEPS.find((one) => one === given);
  if (step === undefined)
    throw usage('backup needs a step.', `Choose one of ${BACKUP_STEPS.join(', ')}.`);
  const takesId = step === 'verify' || step === 'restore';
  if (more.length > 0 || (id !== undefined && !takesId))
    throw usage(`backup ${step} takes no such argument.`, 'Run with --help to see what it takes.');
  if (id !== undefined && !backupIdSchema.safeParse(id).success)
    throw usage(`${id} is no id of a backup.`, 'List the backups with: backup list');
  const isRestore = step === 'restore';
  if (!isRestore && (values.to !== undefined || values['dry-run']))
    throw usage('--to and --dry-run work only with backup restore.', 'Leave them out.');
  return {
    name: 'backup',
    step,
    id: id ?? null,
    plan: planOf(values),
    proxy: values.proxy,
    caFile: values.ca,
    to: values.to,
    isDryRun: values['dry-run'] ?? false,
    dataDir: values['data-dir'],
    json: values.json ?? false,
  };
}

/** Undefined: as it is set up. */
function planOf(values: OptionValues): BackupCommand['plan'] {
  const { place, sealed, sse } = values;
  if (place === undefined) {
    if (sealed || sse !== undefined)
      throw usage('--sealed and --sse need a place.', 'Name it with --place.');
    return undefined;
  }
  const { versionId, ...s3 } = remoteOf(values).s3;
  void versionId;
  const plan = backupPlanSchema.safeParse({
    place,
    s3,
    encryption: encryptionOf(sse, values['sse-key-id']),
    sealed: sealed ?? false,
  });
  if (plan.success) return plan.data;
  throw usage('The value of --place is not valid.', 'Name a folder, or s3://bucket/prefix.');
}
