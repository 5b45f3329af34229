import { resolve } from 'node:path';
import type { BackupPlan } from '../../../core/contract/backup/backup.ts';
import { meaningOf } from '../../../core/contract/problem-codes.ts';
import type { ProblemKind } from '../../../core/contract/problem-codes.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { checkProxy } from '../../app/network-settings.ts';
import { makeBackup } from '../../backup/make-backup.ts';
import { listBackups, pruneBackups } from '../../backup/prune-backups.ts';
import { rehearseRestore, restoreBackup } from '../../backup/restore-backup.ts';
import { verifyBackup } from '../../backup/verify-backup.ts';
import { dataFolder, historyFile, scratchFolder } from '../../data-folder/data-folder.ts';
import { openHistory } from '../../history/history.ts';
import type { History } from '../../history/history.ts';
import { localDay } from '../../local-day.ts';
import { rememberSecret, rememberSecretsWithin } from '../../secrets/known-secrets.ts';
import type { BackupCommand } from '../arguments/command.ts';
import { listText, madeText, prunedText, restoreText, verdictText } from './backup-text.ts';

/** The environment variables that hold what would be seen on a command line. */
const PASSPHRASE = 'THRIVE_BACKUP_PASSPHRASE';
const CUSTOMER_KEY = 'THRIVE_S3_CUSTOMER_KEY';

/** What is to be printed, and whether what was asked for was found in order. */
interface BackupTold {
  readonly text: string;
  readonly outcome: 'done' | ProblemKind;
}

/** Carries out a step with backups. Throws their Problems. */
export async function backupStep(command: BackupCommand, signal: AbortSignal): Promise<BackupTold> {
  const root = dataFolder(command.dataDir);
  // A restore is for the day on which there may be no history that can be opened.
  const { step } = command;
  if (step === 'restore') return restore(command, root, signal);
  const history = openHistory(historyFile(root));
  try {
    return await withHistory({ ...command, step }, root, history, signal);
  } finally {
    history.close();
  }
}

async function withHistory(
  command: BackupCommand & { readonly step: Exclude<BackupCommand['step'], 'restore'> },
  root: string,
  history: History,
  signal: AbortSignal,
): Promise<BackupTold> {
  const plan = command.plan ?? history.backupPlan();
  if (plan === null) throw notSetUp();
  const { proxy, caFile } = history.appSettings();
  const network = { proxy: command.proxy ?? proxy, caFile: command.caFile ?? caFile };
  const access = { ...accessOf(plan, network, signal), scratch: scratchFolder(root, 'backup') };
  const today = localDay(new Date());
  const told = (value: object, text: string, isSound = true): BackupTold => ({
    text: command.json ? `${JSON.stringify(value)}\n` : text,
    outcome: isSound ? 'done' : 'verification-failed',
  });
  switch (command.step) {
    case 'make': {
      const facts = await makeBackup(plan, { root, history, access, now: () => new Date() });
      return told(facts, madeText(facts, plan.place));
    }
    case 'list': {
      const list = await listBackups(plan, access, today);
      history.appendAudit({ action: 'backup.listed', detail: { place: plan.place } });
      return told(list, listText(list), list.unreadable.length === 0);
    }
    case 'prune': {
      const pruned = await pruneBackups(plan, { root, history, access, today });
      return told(pruned, prunedText(pruned));
    }
    case 'verify': {
      const verdict = await verifyBackup(plan, access, command.id, {
        digestOf: (id) => history.backupDigest(id),
      });
      history.appendAudit({ action: 'backup.verified', detail: { place: plan.place, ...verdict } });
      return told(verdict, verdictText(verdict), verdict.faults.length === 0);
    }
  }
}

async function restore(
  command: BackupCommand,
  root: string,
  signal: AbortSignal,
): Promise<BackupTold> {
  const { id, to, isDryRun, json } = command;
  const plan = command.plan ?? planIn(root);
  if (plan === null) throw notSetUp();
  const network = { proxy: command.proxy ?? null, caFile: command.caFile ?? null };
  const given = {
    target: to === undefined ? root : resolve(to),
    id,
    access: accessOf(plan, network, signal),
  };
  const report = await (isDryRun ? rehearseRestore : restoreBackup)(plan, given);
  return {
    text: json ? `${JSON.stringify(report)}\n` : restoreText(report, isDryRun),
    outcome: 'done',
  };
}

/** How backups are set up in a history, if it can be opened. */
function planIn(root: string): BackupPlan | null {
  try {
    const history = openHistory(historyFile(root));
    try {
      return history.backupPlan();
    } finally {
      history.close();
    }
  } catch {
    return null;
  }
}

function accessOf(
  { place, s3 }: BackupPlan,
  network: { readonly proxy: string | null; readonly caFile: string | null },
  signal: AbortSignal,
) {
  rememberSecretsWithin(place);
  if (network.proxy !== null) checkProxy(network.proxy);
  const customerKey = process.env[CUSTOMER_KEY];
  const passphrase = process.env[PASSPHRASE] ?? null;
  const secret = customerKey === undefined ? null : { customerKey };
  rememberSecret({ ...secret, ...(passphrase !== null && { passphrase }) });
  return { remote: { s3, secret, network }, signal, passphrase };
}

function notSetUp(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'backup.not-set-up',
    message: meaningOf('backup.not-set-up'),
    hint: 'Name the place with --place, or set it up in the window, in Backups.',
  });
}
