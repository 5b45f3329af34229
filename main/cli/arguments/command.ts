import type { z } from 'zod';
import type { LayoutId } from '../../../core/contract/close/layouts.ts';
import type { ImportedAs } from '../../../core/contract/close/given-files.ts';
import type { BalanceSign, GlBalance, ItemKind } from '../../../core/contract/close/tie-out.ts';
import type { AskedSample } from '../../../core/contract/close/sample.ts';
import type { BackupPlan } from '../../../core/contract/backup/backup.ts';
import type { Delivery, Encryption } from '../../../core/contract/api/delivery.ts';
import type { S3Access } from '../../../core/contract/api/places.ts';
import type { Settings, settingsSchema } from '../../../core/contract/settings.ts';
import type { Scope } from '../../../core/contract/tokens/scopes.ts';
import type { DialectName } from '../../../core/warehouse/dialects/dialects.ts';

/** What the user asked for. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | ReconcileCommand
  | { readonly name: 'sources'; readonly dataDir: string | undefined; readonly json: boolean }
  | TestCommand
  | WarehouseCommand
  | CloseCommand
  | ServeCommand
  | TokenCommand
  | AuditCommand
  | BaselinesCommand
  | RetentionCommand
  | BackupCommand
  | { readonly name: 'verify-pack'; readonly file: string; readonly json: boolean }
  | {
      readonly name: 'history' | 'history rebuild';
      readonly dataDir: string | undefined;
      readonly json: boolean;
    }
  | {
      readonly name: 'show';
      readonly run: string;
      readonly dataDir: string | undefined;
      readonly json: boolean;
    };

/** Verifies the audit log, or writes it to a file. */
export interface AuditCommand {
  readonly name: 'audit';
  readonly step: 'verify' | 'export';
  /** The file to write; null for standard output, and for `verify`. */
  readonly file: string | null;
  readonly dataDir: string | undefined;
  readonly json: boolean;
}

/** The figures of a source from run to run. */
export interface BaselinesCommand {
  readonly name: 'baselines';
  readonly source: string;
  readonly dataDir: string | undefined;
  readonly json: boolean;
}

/** What can be asked of retention. */
export const RETENTION_STEPS = [
  'list',
  'rule',
  'hold',
  'release',
  'propose',
  'approve',
  'withdraw',
  'carry-out',
] as const;

/** Rules of retention, legal holds, and deleting what is past its time. */
export interface RetentionCommand {
  readonly name: 'retention';
  readonly step: (typeof RETENTION_STEPS)[number];
  /** The kind of a rule and its time, the number of a hold or of a proposal, the names of what is proposed. */
  readonly words: readonly string[];
  readonly source: string | undefined;
  readonly period: string | undefined;
  readonly run: string | undefined;
  readonly reason: string;
  /** Undefined: the user of the system. */
  readonly by: string | undefined;
  readonly alone: boolean;
  readonly dataDir: string | undefined;
  readonly json: boolean;
}

/** What can be asked of backups. */
export const BACKUP_STEPS = ['make', 'list', 'verify', 'prune', 'restore'] as const;

/** Makes, lists, verifies, prunes or restores backups. */
export interface BackupCommand {
  readonly name: 'backup';
  readonly step: (typeof BACKUP_STEPS)[number];
  /** Null: the newest. */
  readonly id: string | null;
  /** Undefined: as it is set up. */
  readonly plan: BackupPlan | undefined;
  readonly proxy: string | undefined;
  readonly caFile: string | undefined;
  /** The folder that is restored to; undefined: the data folder. */
  readonly to: string | undefined;
  readonly isDryRun: boolean;
  readonly dataDir: string | undefined;
  readonly json: boolean;
}

/** How a remote place is reached, as far as the command line says. */
export interface RemoteOptions {
  readonly s3: S3Access;
  /** Undefined: as the settings of the window have it. */
  readonly proxy: string | undefined;
  readonly caFile: string | undefined;
}

/** Where the results are uploaded to. */
export interface OutOptions {
  readonly place: string;
  readonly s3: Delivery['s3'];
  readonly encryption: Encryption;
}

/** Which source a file is one of; `recognise`: as its place, name and rows tell. */
export type SourceWish =
  | { readonly kind: 'recognise' }
  | { readonly kind: 'named'; readonly name: string }
  /** Null: after its file. */
  | { readonly kind: 'new'; readonly name: string | null };

export interface ReconcileCommand {
  readonly name: 'reconcile';
  /** Null: where the latest file of the source is, or where it was set up to be. */
  readonly place: string | null;
  readonly source: SourceWish;
  /** As far as the command line says. */
  readonly settings: GivenSettings;
  /** The file that decides on rows that are changed or gone, row by row. */
  readonly decisions: string | undefined;
  readonly remote: RemoteOptions;
  /** Undefined: as the saved source has it, else not at all. */
  readonly waitMs: number | undefined;
  /** A folder that the results are copied to as well. */
  readonly out: string | undefined;
  readonly upload: OutOptions | undefined;
  /** 0 = as many as the ledger's size and this machine make worthwhile. */
  readonly workers: number;
  readonly dataDir: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

export interface TestCommand {
  readonly name: 'test';
  readonly place: string;
  /** The period that fills a pattern, and its calendar. */
  readonly settings: GivenSettings;
  readonly remote: RemoteOptions;
  readonly dataDir: string | undefined;
  readonly json: boolean;
}

/** Reconciles a table where it is, or prints the SQL for it. */
export interface WarehouseCommand {
  readonly name: 'warehouse';
  /** Null where the SQL is only printed. */
  readonly url: string | null;
  readonly printSql: DialectName | null;
  readonly table: string;
  /** Schema, or schema and prefix, of the result tables. */
  readonly results: string | undefined;
  readonly settings: Settings;
  readonly dataDir: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Serves the API until it is told to stop. */
export interface ServeCommand {
  readonly name: 'serve';
  /** 0: one that is free. */
  readonly port: number;
  readonly bind: string;
  /** The PEM files; null: without encryption, for this computer only. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Folders whose files may be named. */
  readonly allow: readonly string[];
  readonly dataDir: string | undefined;
}

/** Gives, lists or revokes tokens of the API. */
export type TokenCommand = {
  readonly name: 'api token';
  readonly dataDir: string | undefined;
  readonly json: boolean;
} & (
  | { readonly step: 'list' }
  | { readonly step: 'revoke'; readonly id: string }
  | {
      readonly step: 'add';
      readonly tokenName: string;
      readonly scopes: readonly Scope[];
      readonly days: number;
    }
);

/** What can be asked of the close of a period. */
export const CLOSE_STEPS = [
  'status',
  'tie-out',
  'chart',
  'journal',
  'expiry',
  'item',
  'reverse',
  'sample',
  'record',
  'prepare',
  'review',
  'lock',
  'reopen',
  'pack',
] as const;

/** What is said of a reconciling item; what is left out stays as it is. */
export interface GivenItem {
  /** The one that is changed; undefined: a new one. */
  readonly id: string | undefined;
  /** The exception that it is made from. */
  readonly exception: string | undefined;
  readonly account: string | undefined;
  readonly company: string | undefined;
  readonly kind: ItemKind | undefined;
  /** Signed. */
  readonly cents: number | undefined;
  /** Empty where the amount names none. */
  readonly currency: string;
  readonly reference: string | undefined;
  readonly expectedBy: string | undefined;
  readonly clearedOn: string | undefined;
  /** The file that is attached. */
  readonly attach: string | undefined;
}

/** What is said of an item of the sample; what is left out stays as it is. */
export interface GivenPaper {
  readonly tickMark: string | undefined;
  readonly evidence: string | undefined;
  readonly conclusion: string | undefined;
}

/** A step of the close of a period of a source. */
export interface CloseCommand {
  readonly name: 'close';
  readonly step: (typeof CLOSE_STEPS)[number];
  readonly source: string;
  readonly period: string;
  /** Undefined: the user of the system. */
  readonly by: string | undefined;
  /** Empty where none was given. */
  readonly reason: string;
  readonly balances: readonly GlBalance[];
  /** The file of a trial balance, and how it writes what is owed. */
  readonly trialBalance: string | undefined;
  readonly sign: BalanceSign;
  /** The file of what the platform says that its customers have. */
  readonly customerList: string | undefined;
  /** How these two tables are read. */
  readonly as: ImportedAs;
  /** The entry that is to be reversed, and whether it is. */
  readonly entry: string | undefined;
  readonly isReversed: boolean;
  readonly item: GivenItem;
  readonly paper: GivenPaper;
  /** The file of what is to be noted in the log. */
  readonly record: string | undefined;
  /** Null: files are not asked for. */
  readonly layout: LayoutId | null;
  /** The folder that they go to. */
  readonly out: string | undefined;
  readonly book: boolean;
  /** How a sample is drawn; null: as the one that is kept with the period, or as usual. */
  readonly sample: AskedSample | null;
  readonly dataDir: string | undefined;
  readonly json: boolean;
}

/** Settings as far as the command line says; what it does not say is left out. */
export type GivenSettings = z.input<typeof settingsSchema>;
