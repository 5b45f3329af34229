import { DEFAULT_SETTINGS, POLICIES, policyOf } from '../../core/contract/settings.ts';
import { ROLE_NAMES } from '../../core/contract/calls/needs.ts';
import { LAYOUT_IDS } from '../../core/contract/close/layouts.ts';
import { SCOPE_NAMES } from '../../core/contract/tokens/scopes.ts';
import { DIALECT_NAMES } from '../../core/warehouse/dialects/dialects.ts';

const WIDTH = 101;
/** Where what an option does begins. */
const INDENT = 24;

/** What an option does beside its name, in as many lines as it takes. */
function optionHelp(option: string, does: string): string {
  const lines = [''];
  for (const word of does.split(' ')) {
    const line = lines.at(-1)!;
    if (INDENT + line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return `  ${option.padEnd(INDENT - 3)} ${lines.join(`\n${' '.repeat(INDENT)}`)}`;
}

/** A sentence as the other options are told: without a capital and a full stop. */
function asPhrase(sentence: string): string {
  return `${sentence[0]!.toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}

const POLICIES_HELP = POLICIES.map((policy) =>
  optionHelp(
    `--policy ${policy}`,
    `${asPhrase(policyOf(policy).short)}${policy === DEFAULT_SETTINGS.policy ? ' (default)' : ''}`,
  ),
).join('\n');

/** What `--help` prints. */
export const HELP = `Thrive Cash Reconciler

Matches each redemption of store credit to the lots it was earned in, first in, first out, and proves that the
balances tie out.

  npm run reconcile -- WORKBOOK [options]     reconcile a workbook (.xlsx, .csv or .parquet): a path,
                                              s3://bucket/key or https://…
  npm run reconcile -- --source NAME          reconcile a source again, from its saved location
  npm run reconcile -- sources                list the sources
  npm run reconcile -- test PLACE             test the connection to a location, step by step
  npm run reconcile -- warehouse …            reconcile a table inside a warehouse
  npm run reconcile -- close STEP …           close a period: tie it out, book it, sign it, lock it
  npm run reconcile -- history                list the runs so far
  npm run reconcile -- history rebuild        make a lost history anew from the files of its runs
  npm run reconcile -- show RUN               show the details of one run
  npm run reconcile -- baselines SOURCE       the latest figures of a source, and what was expected
  npm run reconcile -- anomalies RUN          customers of a run whose movements are unusual
  npm run reconcile -- verify-pack FILE       check every byte of an auditor's pack
  npm run reconcile -- audit verify           verify the audit log and all records; breaks are named
  npm run reconcile -- audit export FILE      write the audit log to a CSV file
  npm run reconcile -- retention STEP …       what is kept for how long, legal holds, deleting
  npm run reconcile -- backup STEP …          make, list, verify, prune or restore backups
  npm run reconcile -- people list            the people of the data folder, their roles and keys
  npm run reconcile -- serve …                serve the API over HTTP, with its documentation at /docs
  npm run reconcile -- api token add NAME …   make a token for the API; also api token list, api token revoke ID

How credit is matched
${POLICIES_HELP}

What to do with errors
  --on-error halt         publish nothing until the file is corrected (default)
  --on-error quarantine   set rows with errors aside, report them with their total, and reconcile the rest

Which source a file belongs to
  A source is a series of files of one ledger. Its runs are compared with each other and share their
  decisions. A file is assigned to the source with the same location, the same name apart from dates and
  numbers, or the same rows. If that is not clear, nothing is run until you choose.
  --source NAME         the file belongs to this source
  --new-source          the file starts a new source, named after the file or by --source

Later files of the same source
  --increment auto      a file with at least half of the rows of the previous run is treated as the whole
                        ledger; only customers with changes are rematched (default)
  --increment refresh, --increment new-rows, --increment off
                        the whole ledger again; only new rows; a separate ledger
  A file with almost none of the previous rows halts the run until you choose what it is.
  --on-changed halt     publish nothing if reported rows have changed or are gone (default)
  --on-changed keep, --on-changed take
                        keep the reported figures; use the new file
  --on-changed-reason TEXT
                        the reason; kept with the run, in the audit trail and in its exceptions
  --decisions FILE      decide row by row: a table with the columns TRANS_ID, DECISION (keep or take) and
                        REASON; --on-changed applies to all other rows

Dates
  --as-of YYYY-MM-DD    the cut-off: all figures are stated at the end of this day; later rows are listed
                        but not counted (default: the end of the period, or the day of the latest
                        movement, but not later than today)
  --period PERIOD       report opening balance, activity and closing balance for this period:
                        2026-06, 2026-Q2, 2026-W23, FY26-P05 or 2026-06-01..2026-06-14
  --roll-forward KIND   add a roll-forward by quarter, week, two-weeks or fiscal
  --fiscal-start MM     the first month of the fiscal year; FY26 ends in 2026
  --calendar 4-4-5      fiscal periods of four, four and five weeks instead of months
  --two-weeks-from YYYY-MM-DD
                        the first day of any two-week period; the defaults of these three are those of
                        the latest run of the source, at first 01, months and 2024-01-01

How dates and amounts are written, if the columns do not show it
  --dates dmy|mdy|ymd   31/12/2026, 12/31/2026 or 2026-12-31 (default: detected from each column)
  --decimals comma|point
                        1.234,50 or 1,234.50 (default: detected from the column)

Which sheets to use, if they are not called TC_Data, Sales and Customers
  --sheet NAME          the sheet with the movements (default: TC_Data, or the only sheet)
  --sales-sheet NAME, --no-sales-sheet
                        the sheet to check orders against, or none
  --customers-sheet NAME, --no-customers-sheet
                        the sheet to check customers against, or none

Where the workbook comes from
  s3://bucket/month-end/{yyyy}-{MM}/tc*.xlsx   the newest matching object, for the month of --period
  s3://bucket/month-end/                       the newest object in this folder
  --region R, --profile P                      for AWS; credentials come from its default chain
  --endpoint URL, --path-style                 for other storage (MinIO, Ceph, R2)
  --requester-pays, --version-id V             your account pays for the transfer; one version of the object
  --wait 2h             how long to wait for a file that has not arrived yet (90s, 30m, 2h, 1d)
  --proxy URL, --ca FILE                       the proxy to use; additional trusted certificates (PEM)
  THRIVE_S3_CUSTOMER_KEY opens an object that is encrypted with your own key (SSE-C).

Where results go
  --out DIR             also write the reports to this folder
  --out s3://bucket/prefix   upload the reports, and finally a manifest that lists them
  --sse aes256|kms|customer, --sse-key-id ID   how the storage encrypts the uploads; for "customer", the
                        key is THRIVE_S3_OUT_CUSTOMER_KEY
  --out-region, --out-profile, --out-endpoint  if they differ from those of the workbook
  --no-xlsx             leave out the Excel workbooks
  --entity NAME         whose store credit it is: on the cover and each page of the workbook
  --csv-bom             start CSV files with a byte order mark, for older versions of Excel
  --data-dir DIR        keep runs and history here instead of in your application data folder
  --json                print one JSON object instead of a summary
  --quiet               print only problems

Reconciling a table in a warehouse (PostgreSQL, or any engine that uses its protocol)
  warehouse --url postgres://user@host:5432/database?sslmode=verify-full --table schema.table
                        results are written to tables there, in one transaction, and only if verified
  --results SCHEMA, --results SCHEMA.PREFIX    where results go (default: next to the table, named after it)
  warehouse --print-sql ${DIALECT_NAMES.join('|')} --table schema.table
                        print the script for an engine instead of running it
  The password comes from the address, PGPASSWORD or ~/.pgpass. --policy, --on-error, --as-of, --period,
  --fiscal-start, --calendar, --two-weeks-from, --tolerance, --map, --data-dir, --force, --json and
  --quiet work as for a file.

Closing a period of a source that was reconciled for it
  close status --source NAME --period PERIOD
                        what is done, what is missing, and what changed after it was signed
  close tie-out …       the general ledger beside the sub-ledger
  --balance "ACCOUNT=AMOUNT USD COMPANY", --trial-balance FILE
                        what the general ledger says is owed; a trial balance is .csv or .xlsx
  --credit-positive     its one column of balances has credits positive (default: debits)
  --customer-list FILE  what the platform says its customers have: where it differs from the ledger;
                        --sheet, --map and --decimals say how either file is read
  close item --kind timing|unposted|gl-error|ledger-error|other --amount "-12.50 USD" --reason TEXT …
                        note a reconciling item: what of general ledger less sub-ledger it explains
  --exception KEY       make it from an exception of the run; --item ID changes one that there is
  --account A, --company C, --reference TEXT, --expected-by DAY, --cleared-on DAY, --attach FILE
  close chart …         the versions of the chart of accounts, and what each has changed
  close journal …       the entries of the period and corrections of earlier ones
  --layout ${LAYOUT_IDS.join('|')} --out DIR
                        write them as files that a general ledger imports
  --book                note them as booked
  close reverse --entry ID …
                        reverse a booked entry in the next open period; --not-reversed: do not
  close expiry …        open lots past their expiry, and what was spent of lots after it
  --out DIR             write the expired rows that would book them, with the columns of the ledger
  close record --record FILE …
                        note terms, charts of accounts, reconciling items and explanations: JSON
  close prepare …, close review …, close lock …, close reopen --reason TEXT …
  close sample …        draw a sample to be tested by hand, and keep it with the period
  --item TRANS_ID --tick-mark TEXT --evidence TEXT --attach FILE --conclusion TEXT
                        what was found of one of its items
  close pack …          write the auditor's pack: one zip, checked by verify-pack
  --sample-from redemptions|earned|open-lots, --sample-by monetary-unit|random
  --sample-size N, --sample-seed TEXT
                        its sample (default: 25 redemptions by monetary unit, the seed from the source)
  --by NAME             who does it (default: the user of the system)

Keeping and deleting
  retention list        the rules, legal holds, what is past its time, proposals
  retention rule KIND 7y|30d|always
                        how long things of a kind are kept
  retention hold --reason TEXT --run RUN, or --source NAME [--period PERIOD]
                        keep it whatever its time; retention release NUMBER --reason TEXT ends that
  retention propose [NAME …], retention approve NUMBER [--alone], retention carry-out NUMBER
                        delete what is past its time, or what is named of it; --alone: nobody else is
                        there to approve it. retention withdraw NUMBER --reason TEXT takes it back
Backups
  backup make           make one, verified; the last of each day is kept for 90 days, month-ends for seven years
  --place PLACE         a folder, best on another drive, or s3://bucket/prefix (default: as set up in the window)
  --sealed              seal them with the passphrase in THRIVE_BACKUP_PASSPHRASE; if it is lost, so are they
  backup list           what there is; with how long each is kept
  backup verify [ID]    read one back, all of it (default: the newest)
  backup prune          remove what no rule keeps any longer
  backup restore [ID]   put one in the place of what is there, which is kept aside; --dry-run: what would change
  --to DIR              restore to another data folder instead, such as an empty one
  Access to S3, --sse and --sse-key-id are as for results. Saved credentials are in no backup.
Serving the API
  serve --port N        the port (default: 8730; 0 for one that is free)
  --allow DIR           a folder whose files requests may name; more than once
  --bind ADDRESS --tls-cert FILE --tls-key FILE
                        serve beyond this computer, encrypted; the files are PEM
  api token add NAME --scope SCOPE,… --days N
                        what it may be used for, and for how long (default: 120 days)
                        scopes: ${SCOPE_NAMES.join(', ')}

People of the data folder; without any, everything may be done by anybody
  people add NAME --roles ${ROLE_NAMES.join(',')}
                        the first one added is an administrator; the passphrase is asked for
  people roles NAME --roles …, people remove NAME
  people passphrase     another passphrase of your own; of NAME: a new one and a new key, where it is
                        forgotten (by an administrator)
  people card NAME FILE write the card by which others know a person's signatures
  people trust FILE --fingerprint F --roles …
                        trust the card of somebody else, whose fingerprint was compared
  --person NAME         who gives a command, any command (default: THRIVE_PERSON, the only person, or the
                        one called like the user of the system)
  --passphrase-file FILE, --new-passphrase-file FILE
                        where the passphrase is (default: THRIVE_PASSPHRASE, THRIVE_NEW_PASSPHRASE, or it
                        is asked for)

Schedules: a source that reconciles by itself
  schedule list         what runs when, and what became of the last time
  schedule add --source NAME --when "1st at 02:00"
                        also "last business day at 18:00", "nightly", "Mondays at 08:00", or five fields of cron
  --zone Europe/Berlin, --holidays FILE   the time zone; holidays (a list or .ics)
  --period month-before|month-of|quarter-before|…|whole   which period it is about
  --wait 10h            how long the file is waited for; --policy, --name
  --missed catch-up|report, --retries N, --no-delivery
  schedule run, schedule run N   run what has come; run one now
  schedule remove N     take it off the list
  schedule install, schedule uninstall
                        have the system look for what has come while the program is closed

More
  --tolerance AMOUNT    untracked variance up to this amount is not listed as an exception
  --map "HEADER=COLUMN" map a header to a column, for example --map "Txn No=TRANS_ID"
  --workers N           processor cores to use (default: chosen by the size of the ledger)
  --force               reconcile again even if this source was already reconciled
  --help, --version

Exit codes: 0 done, 2 wrong usage, 3 the source cannot be read, 4 validation halted the run,
5 verification failed, 6 cancelled, 7 the source did not arrive in time, 8 the results could not be
delivered, 1 anything else.
Press Ctrl-C to cancel; a cancelled or interrupted run resumes where it stopped.
`;
