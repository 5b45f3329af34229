/** How a problem ends the program; the command line's exit codes are named in its --help. */
export type ProblemKind =
  | 'usage'
  | 'source-unreadable'
  | 'source-not-there-yet'
  | 'delivery-failed'
  | 'validation-halted'
  | 'verification-failed'
  | 'cancelled'
  | 'busy'
  | 'internal';

/**
 * Every code that a problem can bear, but those of findings, which are told in the catalogue of these: what
 * it means, and the kinds that it is thrown as. Where a problem names what it is about (a file, a run), its
 * sentence for the analyst stands where it is thrown; where it names nothing, `meaningOf` is that sentence.
 * A problem of the way to a place that is met while results are delivered has the same code with
 * `delivery.` for `source.`, and the kind `delivery-failed`.
 *
 * `may-pass` at the end says that it may be over by itself when the same is tried again later, as what is busy always
 * is: a network, a server, a file that is held.
 */
export const PROBLEM_CODES = {
  'api.certificate': ['The certificate of the API cannot be used.', 'usage'],
  'api.foreign-host': ['The request was meant for another server.', 'usage'],
  'api.foreign-sender': [
    'The request came from a page other than the program’s own window.',
    'usage',
  ],
  'api.idempotency-key': ['The Idempotency-Key of a request is not valid.', 'usage'],
  'api.idempotency-other': ['The Idempotency-Key was used for another request.', 'usage'],
  'api.idempotency-under-way': [
    'The same request is under way, or the server was ended before it was answered.',
    'busy',
  ],
  'api.invalid-input': ['A request to the program is not valid.', 'usage'],
  'api.malformed': ['The request cannot be understood.', 'usage'],
  'api.media-type': ['The body of the request is of a type that cannot be read.', 'usage'],
  'api.no-such-job': ['There is no such job.', 'usage'],
  'api.no-such-route': ['There is nothing at this address.', 'usage'],
  'api.no-token': ['The request has no valid token.', 'usage'],
  'api.range': ['The file has no such part.', 'usage'],
  'api.scope': ['The token does not allow this.', 'usage'],
  'api.token-expired': ['The token has expired.', 'usage'],
  'api.token-revoked': ['The token was revoked.', 'usage'],
  'api.too-large': ['The request is too large.', 'usage'],
  'api.too-many-requests': ['There were too many requests with this token.', 'busy'],
  'api.unknown-call': ['The program does not know the request.', 'usage'],
  'archive.builds-on': ['A run would be restored without the one that it builds on.', 'usage'],
  'archive.built-on': [
    'A later run builds on the run, so it cannot be archived by itself.',
    'usage',
  ],
  'archive.deleted': ['The files of the archived run were deleted, so it stays archived.', 'usage'],
  'archive.delivered': ['The files of the run were delivered, so it cannot be archived.', 'usage'],
  'archive.signed-off': ['The run is signed off, so it cannot be archived.', 'usage'],
  'archive.under-way': ['A run of the same source is under way.', 'usage'],
  'backup.busy': ['Backups of the data folder are in use by another process.', 'busy'],
  'backup.damaged': ['A part of a backup is not what was stored.', 'verification-failed'],
  'backup.file-changed': ['A file was changed while it was being backed up.', 'busy'],
  'backup.missing': ['A part of a backup is missing.', 'verification-failed'],
  'backup.no-backups': ['There are no backups in the place.', 'usage'],
  'backup.not-set-up': ['No place for backups is set up.', 'usage'],
  'backup.not-sound': [
    'A backup was not restored, because it is not sound.',
    'verification-failed',
  ],
  'backup.other-history': ['The place holds the backups of another history.', 'usage'],
  'backup.other-seal': [
    'The place holds sealed backups and others were asked for, or the reverse.',
    'usage',
  ],
  'backup.passphrase': ['The passphrase does not open these backups.', 'usage'],
  'backup.passphrase-needed': ['These backups are sealed, and no passphrase was given.', 'usage'],
  'backup.place': ['What was entered is no place for backups.', 'usage'],
  'backup.place-failed': ['The place of the backups failed.', 'delivery-failed'],
  'backup.place-gone': ['Backups that were made in a place are not there.', 'delivery-failed'],
  'backup.target-failed': ['A backup cannot be restored to the folder.', 'internal'],
  'backup.unknown': ['There is no such backup.', 'usage'],
  'backup.work-under-way': ['Work is under way, and a restore would end it.', 'busy'],
  'build.failed': ['The interface could not be built.', 'internal'],
  'close.attachment-empty': ['A file that was to be attached is empty.', 'usage'],
  'close.attachment-gone': ['The copy of an attached file is gone or was changed.', 'internal'],
  'close.attachment-size': ['A file that was to be attached is too large.', 'usage'],
  'close.attachment-unreadable': ['A file that was to be attached cannot be read.', 'usage'],
  'close.chart-file': ['The file holds no chart of accounts.', 'source-unreadable'],
  'close.chart-unknown': ['The source has no such version of its chart of accounts.', 'usage'],
  'close.chart-version': ['The source has a chart of accounts of this version already.', 'usage'],
  'close.files-changed': ['What a run keeps of its matching is gone or was changed.', 'usage'],
  'close.import-amount': ['An amount of an imported table cannot be read.', 'source-unreadable'],
  'close.import-changed': ['An imported table was changed while it was read.', 'source-unreadable'],
  'close.import-column': ['An imported table lacks a column.', 'source-unreadable'],
  'close.import-column-twice': [
    'An imported table has two columns that are the same.',
    'source-unreadable',
  ],
  'close.import-decimals': [
    'The amounts of an imported table can be read in two ways.',
    'source-unreadable',
  ],
  'close.import-empty': ['An imported table has no rows.', 'source-unreadable'],
  'close.import-sheet': ['The workbook has no such sheet.', 'source-unreadable'],
  'close.no-run': ['No completed run of the source reports on the period.', 'usage'],
  'close.nothing-to-book': ['There is no entry to be booked.', 'usage'],
  'close.nothing-to-export': ['There is nothing to be written to a file.', 'usage'],
  'close.period-kind': ['A period of this kind cannot be closed.', 'usage'],
  'close.refused': ['The close is not where it can be done.', 'usage'],
  'close.too-long': ['An entry has more lines than the layout can take.', 'usage'],
  'credentials.unwritable': ['The credentials cannot be saved in the data folder.', 'internal'],
  'customer.unknown': ['The ledger has no movements for the customer.', 'usage'],
  'data-folder.busy': ['Another process is using the data folder.', 'busy'],
  'data-folder.no-window-lock': [
    'The data folder cannot be locked for one window alone.',
    'internal',
  ],
  'data-folder.open-elsewhere': [
    'Another computer has the data folder open in its window.',
    'busy',
  ],
  'data-folder.restoring': ['The data folder is being restored from a backup.', 'busy'],
  'data-folder.unwritable': ['The data folder cannot be created or written to.', 'internal'],
  'delivery.address': ['The delivery address contains keys or a signature.', 'usage'],
  'delivery.credentials-gone': [
    'The saved keys for the delivery are no longer available.',
    'delivery-failed',
  ],
  'delivery.file-changed': [
    'A file of the run was changed after the run wrote it.',
    'delivery-failed',
  ],
  'delivery.no-customer-key': [
    'Encryption with your own key is chosen, but no key is saved.',
    'delivery-failed',
  ],
  'delivery.not-as-sent': ['The stored file differs from what was sent.', 'delivery-failed'],
  'delivery.not-set-up': ['No delivery destination is set up.', 'usage'],
  'exception.changed-since': [
    'The exceptions were changed again, so the earlier change cannot be undone.',
    'usage',
  ],
  'exception.reason-missing': ['An exception was closed without a reason.', 'usage'],
  'exception.run-not-completed': [
    'Exceptions of a run that has not completed are not decided.',
    'usage',
  ],
  'exception.twice': ['Two exceptions of one run have the same key.', 'internal'],
  'exception.unknown': ['The run has no such exception.', 'usage'],
  'export.name': ['A file cannot have this name on Windows.', 'usage'],
  'export.no-download': ['Downloads are not available in this window.', 'usage'],
  'export.protected': [
    'An export cannot be saved among the program’s own data and files.',
    'usage',
  ],
  'export.too-many-rows': ['The view has more rows than an Excel sheet can hold.', 'usage'],
  'export.unwritable': ['A file cannot be written to the chosen folder.', 'usage'],
  'grid.filter-kind': ['A text column cannot be compared with a number.', 'usage'],
  'grid.unknown-column': ['The rows have no such column.', 'usage'],
  'history.busy': ['Another program has locked the history.', 'busy'],
  'history.damaged': ['The history is damaged.', 'internal'],
  'history.disk-full': ['The drive is full, so the history cannot be written.', 'internal'],
  'history.foreign': ['The history file belongs to another program.', 'internal'],
  'history.lost': ['The history is missing, but files of runs are there.', 'internal'],
  'history.newer': ['The history was written by a newer version of this program.', 'internal'],
  'history.nothing-to-rebuild': ['The history lacks no run whose files are there.', 'usage'],
  'history.protected': ['The history does not allow past records to be changed.', 'internal'],
  'history.read-only': ['The history is read-only.', 'internal'],
  'history.truncated': ['The history is cut short.', 'internal'],
  'history.unwritable': ['The history cannot be written to.', 'internal'],
  'increment.columns-differ': [
    'The columns of a later file differ from those of the previous run.',
    'validation-halted',
  ],
  'increment.nothing-stands': [
    'A file is marked as a later file, but nothing of its source has been reconciled.',
    'usage',
  ],
  'increment.other-policy': ['The previous run was matched under another policy.', 'internal'],
  'increment.standing-gone': [
    'New rows cannot be added: the files of the previous run are missing or changed.',
    'usage',
  ],
  'internal.unexpected': ['An unexpected error occurred in the program.', 'internal'],
  'job.exists': ['A job with this name already exists.', 'usage'],
  'lock.cancelled': ['The wait for the data folder was cancelled.', 'cancelled'],
  'pack.too-many-files': ['An auditor’s pack would have more files than one can have.', 'usage'],
  'pack.unreadable': ['The file of an auditor’s pack cannot be read.', 'source-unreadable'],
  'path.not-allowed': ['A path is outside the folders that the program may use.', 'usage'],
  'path.unusable': ['A path is not valid on this system.', 'usage'],
  'people.card': ['The file is not the card of a person.', 'source-unreadable'],
  'people.fingerprint': ['The fingerprint of a card is not the one that was compared.', 'usage'],
  'people.last-administrator': ['Nobody would be left who can add people.', 'usage'],
  'people.name-taken': ['There is already a person of this name.', 'usage'],
  'people.no-passphrase': ['No passphrase was given.', 'usage'],
  'people.role': ['The person who is signed in may not do this.', 'usage'],
  'people.sign-in': ['Nobody is signed in.', 'usage'],
  'people.unknown': ['The data folder does not know the person.', 'usage'],
  'people.wait': ['The passphrase was wrong too often.', 'usage'],
  'people.wrong-passphrase': ['The passphrase is wrong.', 'usage'],
  'policies.stopped': ['The comparison of the policies was stopped.', 'cancelled'],
  'port.taken': ['The port cannot be used.', 'usage'],
  'program.incomplete': ['A part of the program is missing or cannot be loaded.', 'internal'],
  'recovery.in-order': ['The history is in order: nothing has to be recovered.', 'usage'],
  'report.draft-changed': ['The result differs from what was verified.', 'internal'],
  'retention.refused': ['Something that is kept cannot be deleted, held or released so.', 'usage'],
  'reverify.process-ended': [
    'The process that verified the files of a run ended unexpectedly.',
    'internal',
  ],
  'run.archived': ['The run is archived: it cannot be delivered.', 'usage'],
  'run.busy': ['A run is under way already.', 'busy'],
  'run.cancelled': ['The run was cancelled.', 'cancelled'],
  'run.checkpoint-damaged': [
    'A working file of the run was changed, damaged or deleted.',
    'internal',
  ],
  'run.checkpoint-missing': ['The ledger of the run is no longer in its folder.', 'usage'],
  'run.copy-failed': ['The run is completed, but its files could not be copied.', 'internal'],
  'run.deleted': ['The files of the run were deleted under a retention rule.', 'usage'],
  'run.disk-full': ['The drive is full, so the files of the run cannot be written.', 'internal'],
  'run.drive-fault': [
    'The drive failed while the run was reading or writing.',
    'internal',
    'may-pass',
  ],
  'run.folder-gone': [
    'The folder of the run was moved, or its drive was removed.',
    'internal',
    'may-pass',
  ],
  'run.folder-read-only': ['The folder of the run is read-only.', 'internal'],
  'run.match-begun': ['The policy cannot be changed once matching has started.', 'usage'],
  'run.no-data': ['The run has no files to verify.', 'usage'],
  'run.no-outputs': ['The run has not published these files.', 'usage'],
  'run.not-completed': ['Only a completed run has files to deliver.', 'usage'],
  'run.not-running': ['The run has already ended.', 'internal'],
  'run.not-to-be-continued': ['The run cannot be continued.', 'usage'],
  'run.not-validated': ['The source of the run has not been validated.', 'usage'],
  'run.other-form': ['The files of the run have a form that this version does not read.', 'usage'],
  'run.other-version': ['The run was started by another version of this program.', 'usage'],
  'run.outputs-changed': ['Published files were changed or deleted after the run.', 'internal'],
  'run.process-ended': [
    'The process that carried out the run ended unexpectedly.',
    'internal',
    'may-pass',
  ],
  'run.source-changed': ['The source has changed since the run started.', 'usage'],
  'run.standing-changed': [
    'Another run of the source was completed after this one read its file.',
    'usage',
    'may-pass',
  ],
  'run.unknown': ['The history has no such run.', 'usage'],
  'schedule.period': ['A schedule names no rule for its period.', 'usage'],
  'schedule.system': ['The system did not take over the schedules.', 'internal'],
  'schedule.unknown': ['There is no such schedule.', 'usage'],
  'schedule.when': ['A schedule does not say when.', 'usage'],
  'schedule.zone': ['A schedule names no time zone.', 'usage'],
  'settings.ca-file': ['The certificate file cannot be used.', 'usage'],
  'settings.folder-is-file': ['The output folder is a file.', 'usage'],
  'settings.folder-not-absolute': ['The output folder is not a full path.', 'usage'],
  'settings.proxy': ['The address of the proxy cannot be used.', 'usage'],
  'shell.no-dialogs': ['System dialogs are not available in the browser.', 'usage'],
  'signoff.archived': ['An archived run cannot be signed off.', 'usage'],
  'signoff.not-completed': ['Only a completed run can be signed off.', 'usage'],
  'signoff.same-person': [
    'Whoever prepared a run cannot review it, nor the other way round.',
    'usage',
  ],
  'source.address': ['The address of a source is not valid.', 'usage', 'source-unreadable'],
  'source.archived': [
    'The object is in archive storage and cannot be read directly.',
    'source-unreadable',
  ],
  'source.bad-digest': [
    'The data that the storage received differs from what was sent.',
    'source-unreadable',
    'may-pass',
  ],
  'source.busy': ['The server is busy and limits requests.', 'source-unreadable', 'may-pass'],
  'source.ca-file': ['The certificate file in the settings cannot be used.', 'source-unreadable'],
  'source.certificate': ['The certificate of the server is not trusted.', 'source-unreadable'],
  'source.changed': [
    'The file has changed since the run read it.',
    'source-unreadable',
    'may-pass',
  ],
  'source.checksum': [
    'The downloaded data does not match the checksum of the storage.',
    'source-unreadable',
    'may-pass',
  ],
  'source.clock': ['The clock of this computer is too far off for S3.', 'source-unreadable'],
  'source.connection-lost': ['The connection was interrupted.', 'source-unreadable', 'may-pass'],
  'source.connection-refused': [
    'The server refused the connection.',
    'source-unreadable',
    'may-pass',
  ],
  'source.copy-gone': [
    'The copy of the source that the run read is no longer on this computer.',
    'source-unreadable',
  ],
  'source.credentials-elsewhere': [
    'The credentials are saved in the window and cannot be used from the command line.',
    'usage',
  ],
  'source.credentials-gone': [
    'The saved credentials of the source are no longer available.',
    'source-unreadable',
  ],
  'source.customer-key': ['The encryption key does not match the object.', 'source-unreadable'],
  'source.doubtful': ['It is not clear which source a file belongs to.', 'usage'],
  'source.expired-token': ['The AWS session has expired.', 'source-unreadable'],
  'source.http-status': ['The server did not return the file.', 'source-unreadable', 'may-pass'],
  'source.name-server': ['The name server does not respond.', 'source-unreadable', 'may-pass'],
  'source.name-taken': ['Another source has this name.', 'usage'],
  'source.no-bucket': ['The bucket does not exist.', 'source-unreadable'],
  'source.no-credentials': ['No AWS credentials were found.', 'source-unreadable'],
  'source.no-kms-key': [
    'The key that the object is encrypted with cannot be used.',
    'source-unreadable',
  ],
  'source.no-match': ['No object matches the pattern.', 'source-unreadable'],
  'source.no-ranges': ['The storage cannot send a part of an object.', 'source-unreadable'],
  'source.no-region': ['No AWS region is known.', 'source-unreadable'],
  'source.no-space': [
    'The drive does not have enough free space for the source.',
    'source-unreadable',
  ],
  'source.no-such-host': ['No server has this name.', 'source-unreadable', 'may-pass'],
  'source.no-such-name': ['There is no source of this name.', 'usage'],
  'source.no-version': ['The object has no such version.', 'source-unreadable'],
  'source.not-encrypted': [
    'The address of the source does not use an encrypted connection.',
    'source-unreadable',
  ],
  'source.not-there-yet': [
    'The source did not arrive within the waiting time.',
    'source-not-there-yet',
  ],
  'source.period-needed': [
    'The location depends on a period, but none is chosen.',
    'source-unreadable',
  ],
  'source.place-taken': ['The location belongs to another source.', 'usage'],
  'source.proxy': [
    'The proxy cannot be reached, or blocks the connection.',
    'source-unreadable',
    'may-pass',
  ],
  'source.proxy-fault': ['The proxy reported an internal error.', 'source-unreadable', 'may-pass'],
  'source.proxy-login': ['The proxy requires a login.', 'source-unreadable'],
  'source.redirects': ['The address redirects in a loop.', 'source-unreadable'],
  'source.replaced': [
    'The source was replaced while it was being fetched.',
    'source-unreadable',
    'may-pass',
  ],
  'source.s3': ['S3 returned an unknown error.', 'source-unreadable'],
  'source.server-fault': [
    'The server reported an internal error.',
    'source-unreadable',
    'may-pass',
  ],
  'source.timeout': ['The server did not respond in time.', 'source-unreadable', 'may-pass'],
  'source.tls': ['A secure connection to the server could not be made.', 'source-unreadable'],
  'source.too-long': ['The server sent more data than it announced.', 'source-unreadable'],
  'source.truncated': [
    'The download ended before its announced size.',
    'source-unreadable',
    'may-pass',
  ],
  'source.unknown': ['There is no such source.', 'internal', 'usage'],
  'source.unreachable': ['The server cannot be reached.', 'source-unreadable', 'may-pass'],
  'source.url-elsewhere': ['A signed address does not belong to the source.', 'usage'],
  'source.version-of-many': ['A version id cannot be used with a pattern.', 'source-unreadable'],
  'source.wrong-credentials': ['S3 does not accept the credentials.', 'source-unreadable'],
  'source.wrong-region': ['The bucket is in another region.', 'source-unreadable'],
  'step.unknown': ['A step was ended that had not started.', 'usage'],
  'token.name-taken': ['A token of the API has this name already.', 'usage'],
  'token.unknown': ['There is no such token of the API.', 'usage'],
  'updates.busy': ['Something is still running, so the program was not closed.', 'busy'],
  'updates.by-hand': ['A newer version of this program is to be installed by hand.', 'usage'],
  'updates.disk-full': ['The drive is full: the newer version could not be saved.', 'internal'],
  'updates.failed': ['The newer version could not be fetched or installed.', 'internal'],
  'updates.no-place': ['This program does not look for newer versions.', 'usage'],
  'updates.not-as-published': [
    'The downloaded file was deleted, because its checksum is not the one that was published.',
    'internal',
  ],
  'updates.not-encrypted': [
    'The way to the newer version leads to a server without encryption.',
    'internal',
  ],
  'updates.nothing-published': ['No version for this system is published there.', 'internal'],
  'updates.read-only': [
    'The newer version cannot take the place of this one, which may not be written to.',
    'internal',
  ],
  'updates.signature': [
    'The newer version was not installed: its signature is missing, is not that of this program’s maker, or could not be checked.',
    'internal',
  ],
  'updates.unreachable': ['The place of newer versions cannot be reached.', 'internal'],
  'updates.unreadable': ['What is said of the versions there cannot be understood.', 'internal'],
  'upload.cut-off': ['The upload was interrupted.', 'usage'],
  'upload.disk-full': ['The drive does not have enough free space for the upload.', 'usage'],
  'upload.name': ['The uploaded file has no usable name.', 'usage'],
  'upload.too-large': ['The uploaded file is too large.', 'usage'],
  'usage.customer-key': ['The encryption key in the environment is not valid.', 'usage'],
  'usage.invalid': ['A command-line argument is not valid.', 'usage'],
  'validation.decided-rows-unknown': [
    'A decision was given for a row that is neither changed nor gone.',
    'validation-halted',
  ],
  'validation.errors': [
    'The source has errors, and runs are set to halt at errors.',
    'validation-halted',
  ],
  'validation.hardly-any-shared': [
    'A file has almost none of the rows that its source reported before.',
    'validation-halted',
  ],
  'validation.reported-rows-changed': [
    'Reported rows are changed or gone in a later file.',
    'validation-halted',
  ],
  'verification.failed': ['A check of the result failed.', 'verification-failed'],
  'warehouse.auth-failed': [
    'The warehouse does not accept user and password.',
    'source-unreadable',
  ],
  'warehouse.cannot-connect': ['The warehouse cannot be reached.', 'source-unreadable', 'may-pass'],
  'warehouse.certificate': [
    'The certificate of the warehouse is not trusted.',
    'source-unreadable',
  ],
  'warehouse.changed-meanwhile': [
    'Another session changed the tables of the run.',
    'internal',
    'may-pass',
  ],
  'warehouse.disk-full': ['The disk of the warehouse is full.', 'internal'],
  'warehouse.gone-away': [
    'The connection to the warehouse ended before the run did.',
    'internal',
    'may-pass',
  ],
  'warehouse.in-use': [
    'Earlier results cannot be replaced, because something depends on them.',
    'internal',
  ],
  'warehouse.name-taken': [
    'A table that this program did not create has the name of a result.',
    'internal',
    'usage',
  ],
  'warehouse.no-database': ['There is no such database.', 'source-unreadable'],
  'warehouse.no-memory': ['The warehouse ran out of memory during the run.', 'internal'],
  'warehouse.no-recursion': ['The warehouse cannot compute the policy.', 'usage'],
  'warehouse.no-right': [
    'The user does not have a permission that the run needs.',
    'internal',
    'source-unreadable',
  ],
  'warehouse.no-schema': ['There is no such schema for the results.', 'usage'],
  'warehouse.no-sql': ['No warehouse can compute the policy.', 'usage'],
  'warehouse.no-table': ['There is no such table.', 'source-unreadable'],
  'warehouse.no-tls': ['The warehouse does not support TLS.', 'source-unreadable'],
  'warehouse.query-ended': ['The warehouse ended a query of the run.', 'internal'],
  'warehouse.read-only': ['The warehouse is read-only.', 'internal'],
  'warehouse.refused': ['The warehouse refused a query of the run.', 'internal'],
  'warehouse.root-certificate': ['The trusted certificates cannot be read.', 'usage'],
  'warehouse.table-ambiguous': ['More than one table has this name.', 'usage'],
  'warehouse.url-invalid': ['The address of the warehouse is not valid.', 'usage'],
  'workbook.process-ended': [
    'The process that wrote the workbook again ended unexpectedly.',
    'internal',
  ],
} as const satisfies Readonly<
  Record<
    string,
    readonly [meaning: string, ...kinds: readonly [ProblemKind, ...(ProblemKind | 'may-pass')[]]]
  >
>;

/** The sentence for the analyst of a problem that names nothing of its own. */
export function meaningOf(code: keyof typeof PROBLEM_CODES): string {
  return PROBLEM_CODES[code][0];
}

/**
 * Whether what went wrong may be over by itself, within hours. What a person has to mend, such as a file with errors
 * or a password that is refused, is not, however long one waits.
 */
export function mayPass({
  code,
  kind,
}: {
  readonly code: string;
  readonly kind: ProblemKind;
}): boolean {
  const rows: Readonly<Record<string, readonly string[]>> = PROBLEM_CODES;
  return kind === 'busy' || rows[code.replace(/^delivery\./, 'source.')]?.at(-1) === 'may-pass';
}
