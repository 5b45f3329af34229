/** What an act of the audit log is (RULES.md section 15), by which the log is filtered. */
export const ACT_KINDS = {
  runs: 'Runs',
  reads: 'Reads',
  decides: 'Decides',
  signs: 'Signs',
  exports: 'Exports',
  delivers: 'Delivers',
  configures: 'Configures',
  keeps: 'Backs up and restores',
  program: 'The program',
  refused: 'Refused or failed',
  log: 'The log itself',
} as const;
export type ActKind = keyof typeof ACT_KINDS;

interface Act {
  readonly kind: ActKind;
  /** What was done, for a person. */
  readonly words: string;
}

/** Every act that the audit log can tell of, each once. What leaves it is said where that is declared: a call of the API, a command. */
export const ACTS = {
  'run.started': { kind: 'runs', words: 'Run started' },
  'run.resumed': { kind: 'runs', words: 'Run resumed' },
  'run.policy-chosen': { kind: 'runs', words: 'Policy chosen' },
  'run.paused': { kind: 'runs', words: 'Run paused for review' },
  'run.completed': { kind: 'runs', words: 'Run completed' },
  'run.halted': { kind: 'runs', words: 'Run halted' },
  'run.failed': { kind: 'runs', words: 'Run failed' },
  'run.cancelled': { kind: 'runs', words: 'Run cancelled' },
  'run.interrupted': { kind: 'runs', words: 'Run interrupted' },
  'run.archived': { kind: 'runs', words: 'Run archived' },
  'run.unarchived': { kind: 'runs', words: 'Run restored from the archive' },
  'run.reverified': { kind: 'runs', words: 'Published files verified again' },
  'run.opened': { kind: 'reads', words: 'Run opened' },
  'rows.opened': { kind: 'reads', words: 'Matched rows opened' },
  'customer.opened': { kind: 'reads', words: 'Customer opened' },
  'exceptions.opened': { kind: 'reads', words: 'Exceptions opened' },
  'runs.listed': { kind: 'reads', words: 'List of runs opened' },
  'runs.compared': { kind: 'reads', words: 'Two runs compared' },
  'policies.compared': { kind: 'reads', words: 'Policies compared' },
  'dashboard.opened': { kind: 'reads', words: 'Dashboard opened' },
  'baselines.opened': { kind: 'reads', words: 'Figures over time opened' },
  'source.opened': { kind: 'reads', words: 'Source file looked at' },
  'sources.listed': { kind: 'reads', words: 'List of sources opened' },
  'close.opened': { kind: 'reads', words: 'Close opened' },
  'data.searched': { kind: 'reads', words: 'Searched' },
  'rows.copied': { kind: 'exports', words: 'Rows copied to the clipboard' },
  'exception.state': { kind: 'decides', words: 'Exceptions updated' },
  'exception.note': { kind: 'decides', words: 'Note added' },
  'exception.undone': { kind: 'decides', words: 'Exception change undone' },
  'exception.reopened': { kind: 'decides', words: 'Exceptions reopened' },
  'run.signed-off': { kind: 'signs', words: 'Signed off' },
  'export.written': { kind: 'exports', words: 'File written' },
  'report.shown': { kind: 'exports', words: 'Report for the developers shown' },
  'pack.verified': { kind: 'reads', words: 'Pack for the auditor verified' },
  'pack.written': { kind: 'exports', words: 'Pack for the auditor written' },
  'delivery.announced': { kind: 'delivers', words: 'Delivery complete, manifest to be written' },
  'delivery.sent': { kind: 'delivers', words: 'Files delivered' },
  'delivery.changed': { kind: 'configures', words: 'Delivery changed' },
  'connection.tested': { kind: 'configures', words: 'Connection tested' },
  'settings.changed': { kind: 'configures', words: 'Settings changed' },
  'rows.matched': { kind: 'runs', words: 'Rows matched on demand' },
  'token.added': { kind: 'configures', words: 'API token given' },
  'token.revoked': { kind: 'configures', words: 'API token revoked' },
  'source.changed': { kind: 'configures', words: 'Source changed' },
  'source.saved': { kind: 'configures', words: 'Source set up' },
  'source.removed': { kind: 'configures', words: 'Source removed' },
  'cache.cleared': { kind: 'configures', words: 'Kept copies of files deleted' },
  'place.forgotten': { kind: 'configures', words: 'Recent location forgotten' },
  'close.terms': { kind: 'configures', words: 'Close settings changed' },
  'close.chart': { kind: 'configures', words: 'Chart of accounts changed' },
  'close.balances': { kind: 'decides', words: 'General ledger balances entered' },
  'close.item': { kind: 'decides', words: 'Reconciling item entered' },
  'close.explained': { kind: 'decides', words: 'Flux explained' },
  'close.booked': { kind: 'decides', words: 'Entries booked' },
  'close.posted': { kind: 'decides', words: 'Entry posted' },
  'close.reversal': { kind: 'decides', words: 'Reversal of an entry asked for' },
  'close.customers': { kind: 'decides', words: 'Customer list entered' },
  'close.attached': { kind: 'decides', words: 'File attached' },
  'close.sample': { kind: 'decides', words: 'Sample drawn' },
  'close.workpaper': { kind: 'decides', words: 'Item of the sample tested' },
  'close.event': { kind: 'signs', words: 'Close prepared, reviewed, locked or reopened' },
  'keeping.opened': { kind: 'reads', words: 'Retention opened' },
  'keeping.rule': { kind: 'configures', words: 'Retention rule changed' },
  'keeping.hold': { kind: 'decides', words: 'Legal hold placed' },
  'keeping.released': { kind: 'decides', words: 'Legal hold released' },
  'keeping.proposed': { kind: 'decides', words: 'Deletion proposed' },
  'keeping.approved': { kind: 'signs', words: 'Deletion approved' },
  'keeping.withdrawn': { kind: 'decides', words: 'Proposed deletion withdrawn' },
  'keeping.deleted': { kind: 'decides', words: 'Deleted under a retention rule' },
  'keeping.spared': { kind: 'refused', words: 'Deletion refused' },
  'keeping.cleared': { kind: 'program', words: 'Files of something deleted cleared' },
  'update.looked': { kind: 'program', words: 'Newer version looked for' },
  'update.fetched': { kind: 'program', words: 'Newer version downloaded' },
  'update.stopped': { kind: 'program', words: 'Download of the newer version stopped' },
  'update.chosen': { kind: 'program', words: 'Newer version to be installed' },
  'job.cancelled': { kind: 'program', words: 'Work cancelled' },
  'program.started': { kind: 'program', words: 'Program started' },
  'program.ended': { kind: 'program', words: 'Program ended' },
  'backup.changed': { kind: 'configures', words: 'Backups set up' },
  'backup.begun': { kind: 'keeps', words: 'Backup begun' },
  'backup.made': { kind: 'keeps', words: 'Backup made' },
  'backup.failed': { kind: 'refused', words: 'Backup failed' },
  'backup.listed': { kind: 'reads', words: 'List of backups opened' },
  'backup.verified': { kind: 'keeps', words: 'Backup verified' },
  'backup.pruned': { kind: 'keeps', words: 'Backups pruned' },
  'backup.rehearsed': { kind: 'keeps', words: 'Restore rehearsed' },
  'backup.copied': { kind: 'exports', words: 'Backup restored to another folder' },
  'backup.restored': { kind: 'keeps', words: 'Restored from a backup' },
  'call.refused': { kind: 'refused', words: 'Refused' },
  'call.failed': { kind: 'refused', words: 'Failed' },
  'log.begun': { kind: 'log', words: 'The chain begins anew' },
  'log.opened': { kind: 'log', words: 'Audit log opened' },
  'log.verified': { kind: 'log', words: 'Audit log verified in full' },
  'log.explained': { kind: 'log', words: 'Break explained' },
  'history.written': { kind: 'log', words: 'Records written' },
  'history.rebuilt': { kind: 'log', words: 'History made anew from the files of runs' },
} as const satisfies Readonly<Record<string, Act>>;
export type ActName = keyof typeof ACTS;

/** What was done, for a person; the act's own name where this version does not know it. */
export function actWords(name: string): string {
  return Object.hasOwn(ACTS, name) ? ACTS[name as ActName].words : name;
}

/** Of what kind an act is; undefined where this version does not know it. */
export function actKind(name: string): ActKind | undefined {
  return Object.hasOwn(ACTS, name) ? ACTS[name as ActName].kind : undefined;
}

/** The acts of a kind. */
export function actsOf(kind: ActKind): readonly ActName[] {
  const names = Object.keys(ACTS) as ActName[];
  return names.filter((name) => ACTS[name].kind === kind);
}
