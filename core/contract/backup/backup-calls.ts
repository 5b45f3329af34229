import { z } from 'zod';
import { call } from '../calls/call.ts';
import { entryWithin, noEntry, opening } from '../calls/entry.ts';
import { ADMINISTER } from '../calls/needs.ts';
import { backupIdSchema, backupPlanSchema } from './backup.ts';
import type {
  BackupFacts,
  BackupList,
  BackupPlan,
  BackupVerdict,
  LastBackup,
  RestoreReport,
} from './backup.ts';

const passphraseSchema = z.string().min(1).max(1024);

/** How it stands with backups, without asking their place. */
export interface BackupStatus {
  /** Null where none is set up. */
  readonly plan: BackupPlan | null;
  /** Of the plan's seal: whether it is at hand. `gone`: it was kept until the program ended. */
  readonly passphrase: 'keychain' | 'session' | 'gone' | null;
  /** The last that was made; null before the first. */
  readonly last: LastBackup | null;
  /** What goes in, for a person. */
  readonly parts: readonly string[];
}

/** Why there is no history that the program can work with, and what can be done. */
export interface Recovery {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly dataFolder: string;
  /** How many runs lie in the data folder. */
  readonly runs: number;
  /** Whether rebuilding and restoring would put something in its place: not where it is only locked, for example. */
  readonly isLost: boolean;
}

/** A backup in a place that is named on the start page. */
const namedSchema = z.strictObject({
  place: z.string().trim().min(1).max(1500),
  passphrase: passphraseSchema.nullable().default(null),
});
const chosenSchema = namedSchema.extend({ id: backupIdSchema });

export const backupCalls = {
  'backups.get': call<BackupStatus>()(z.strictObject({}), noEntry),
  /** Null ends them; what was made stays. `passphrase`: left out, what is kept stays. */
  'backups.save': call<BackupStatus>()(
    z.strictObject({
      plan: backupPlanSchema.nullable(),
      passphrase: passphraseSchema.optional(),
    }),
    entryWithin('backup.changed'),
  ),
  'backups.make': call<BackupFacts>()(
    z.strictObject({ jobId: z.uuid() }),
    entryWithin('backup.made'),
  ),
  'backups.list': call<BackupList>()(z.strictObject({}), opening('backup.listed')),
  'backups.verify': call<BackupVerdict>()(
    z.strictObject({ jobId: z.uuid(), id: backupIdSchema }),
    entryWithin('backup.verified'),
  ),
  /** What restoring would change. */
  'backups.rehearse': call<RestoreReport>()(
    z.strictObject({ jobId: z.uuid(), id: backupIdSchema }),
    entryWithin('backup.rehearsed'),
  ),
  /** Closes the history, restores, and opens what was restored. Refused while work is under way. */
  'backups.restore': call<RestoreReport>()(
    z.strictObject({ id: backupIdSchema }),
    entryWithin('backup.restored'),
    ADMINISTER,
  ),
  /** Null where the history is in order: all other calls are answered then. */
  'recovery.get': call<Recovery | null>()(z.strictObject({}), noEntry, 'nobody'),
  /** Opens the history again, after what was in the way is gone. */
  'recovery.retry': call<Recovery | null>()(z.strictObject({}), noEntry, 'nobody'),
  /** Makes the history anew from the files of runs: what it says of that, in lines. */
  'recovery.rebuild': call<string>()(
    z.strictObject({}),
    entryWithin('history.rebuilt'),
    ADMINISTER,
  ),
  'recovery.list': call<BackupList>()(namedSchema, noEntry, ADMINISTER),
  'recovery.rehearse': call<RestoreReport>()(chosenSchema, noEntry, ADMINISTER),
  'recovery.restore': call<RestoreReport>()(
    chosenSchema,
    entryWithin('backup.restored'),
    ADMINISTER,
  ),
} as const;
