import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { BackupStatus } from '../../../core/contract/backup/backup-calls.ts';
import type { BackupPlan } from '../../../core/contract/backup/backup.ts';
import { meaningOf } from '../../../core/contract/problem-codes.ts';
import { Problem } from '../../../core/contract/problem.ts';
import type { AppContext } from '../../app/app-context.ts';
import { networkFor } from '../../app/network-settings.ts';
import { scratchFolder } from '../../data-folder/data-folder.ts';
import { localDay } from '../../local-day.ts';
import { rememberSecret } from '../../secrets/known-secrets.ts';
import { makeBackup } from '../make-backup.ts';
import { PARTS } from '../parts/parts.ts';
import { listBackups } from '../prune-backups.ts';
import { rehearseRestore, restoreBackup } from '../restore-backup.ts';
import { verifyBackup } from '../verify-backup.ts';

type Calls =
  | 'backups.get'
  | 'backups.save'
  | 'backups.make'
  | 'backups.list'
  | 'backups.verify'
  | 'backups.rehearse'
  | 'backups.restore';

/** The name under which the passphrase is kept. */
const SECRET = 'backup';

/** Closes the history for the time of some work, and opens it again whatever comes of that. */
export type WhileClosed = <T>(work: () => Promise<T>) => Promise<T>;

/** Backups (RULES.md section 18). */
export function backupHandlers(
  context: AppContext,
  whileClosed: WhileClosed,
): Pick<ApiHandlers, Calls> {
  const { root, history, secrets, jobs, now } = context;

  async function status(): Promise<BackupStatus> {
    const plan = history.backupPlan();
    return {
      plan,
      passphrase: plan?.sealed ? ((await secrets.kept(SECRET))?.kept ?? null) : null,
      last: history.lastBackup(),
      parts: PARTS.map(({ words }) => words),
    };
  }

  function planned(): BackupPlan {
    const plan = history.backupPlan();
    if (plan !== null) return plan;
    throw new Problem({
      kind: 'usage',
      code: 'backup.not-set-up',
      message: meaningOf('backup.not-set-up'),
      hint: 'Set the place up in Backups.',
    });
  }

  return {
    'backups.get': status,
    'backups.save': async ({ plan, passphrase }) => {
      if (passphrase !== undefined) rememberSecret({ passphrase });
      history.setBackupPlan(plan);
      if (plan === null || !plan.sealed) secrets.forget(SECRET);
      else if (passphrase !== undefined) await secrets.put(SECRET, { passphrase });
      return status();
    },
    'backups.make': ({ jobId }) => makeNow(context, planned(), jobId),
    'backups.list': async () => {
      const plan = planned();
      const access = { ...(await accessTo(context, plan)), scratch: scratchFolder(root, 'list') };
      return listBackups(plan, access, localDay(now()));
    },
    'backups.verify': ({ jobId, id }) => {
      const plan = planned();
      return jobs.during({ jobId, kind: 'backup', place: plan.place }, async (job) => {
        const access = { ...(await accessTo(context, plan)), signal: job.signal };
        const verdict = await verifyBackup(
          plan,
          { ...access, scratch: scratchFolder(root, 'verify') },
          id,
          {
            digestOf: (one) => history.backupDigest(one),
            onProgress: (progress) => job.progress({ step: null, ...progress }),
          },
        );
        history.appendAudit({
          action: 'backup.verified',
          detail: { place: plan.place, ...verdict },
        });
        return verdict;
      });
    },
    'backups.rehearse': ({ jobId, id }) => {
      const plan = planned();
      return jobs.during({ jobId, kind: 'backup', place: plan.place }, async (job) => {
        const access = { ...(await accessTo(context, plan)), signal: job.signal };
        const report = await rehearseRestore(plan, {
          ...{ target: root, id, access },
          onProgress: (progress) => job.progress({ step: null, ...progress }),
        });
        history.appendAudit({ action: 'backup.rehearsed', detail: { id, place: plan.place } });
        return report;
      });
    },
    'backups.restore': async ({ id }) => {
      const plan = planned();
      if (jobs.list().length > 0) throw underWay();
      const access = await accessTo(context, plan);
      return whileClosed(() => restoreBackup(plan, { target: root, id, access }));
    },
  };
}

/** Makes a backup as a job. */
async function makeNow(context: AppContext, plan: BackupPlan, jobId: string) {
  const { root, history, jobs, now } = context;
  return jobs.during({ jobId, kind: 'backup', place: plan.place }, async (job) =>
    makeBackup(plan, {
      ...{ root, history, now },
      access: { ...(await accessTo(context, plan)), signal: job.signal },
      onProgress: (progress) => job.progress({ step: null, ...progress }),
    }),
  );
}

/** By then the program has started; one that is open for less than an hour each day gets its backup, too. */
const AFTER_START_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;

/**
 * Makes the backup of the day while the program runs, where that is set up and the last one is of an earlier day.
 * Looked at five minutes after the start and every hour; what fails is in the audit log, and tried again the next hour. Returns how to stop.
 */
export function backUpDaily(context: AppContext): () => void {
  const { history, now, emit } = context;
  function look(): void {
    const plan = history.backupPlan();
    const last = history.lastBackup();
    if (!plan?.daily || (last !== null && localDay(new Date(last.at)) >= localDay(now()))) return;
    makeNow(context, plan, crypto.randomUUID()).catch((error: unknown) => {
      emit('notice', { words: `The daily backup failed. ${(error as Error).message}` });
    });
  }
  const first = setTimeout(look, AFTER_START_MS).unref();
  const hourly = setInterval(look, HOUR_MS).unref();
  return () => {
    clearTimeout(first);
    clearInterval(hourly);
  };
}

async function accessTo(context: AppContext, { place, s3, sealed }: BackupPlan) {
  const secret = sealed ? await context.secrets.get(SECRET) : null;
  const address = s3.endpoint ?? `https://s3.${s3.region ?? 'us-east-1'}.amazonaws.com/`;
  const network = /^s3:/i.test(place)
    ? await networkFor(context, address)
    : { proxy: null, caFile: null };
  // Credentials of S3 are those of the AWS default chain.
  return { remote: { s3, secret: null, network }, passphrase: secret?.passphrase ?? null };
}

function underWay(): Problem {
  return new Problem({
    kind: 'busy',
    code: 'backup.work-under-way',
    message: meaningOf('backup.work-under-way'),
    hint: 'Wait until it has ended, or cancel it, and restore then.',
  });
}
