import { DEFAULT_SETTINGS, POLICIES, policyOf } from '../../core/contract/settings.ts';
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
    `${asPhrase(policyOf(policy).short)}${policy === DEFAULT_SETTINGS.policy ? ' (this is the default)' : ''}`,
  ),
).join('\n');

/** What `--help` prints. */
export const HELP = `Thrive Cash Reconciler

Says which earned lot of store credit each redemption used up, first in, first out, and proves that the balances tie out.

  npm run reconcile -- WORKBOOK [options]     reconcile a workbook (.xlsx, .csv or .parquet): a path,
                                              s3://bucket/key or https://…
  npm run reconcile -- --source NAME          reconcile a source again, from where it was set up to be
  npm run reconcile -- sources                list the sources
  npm run reconcile -- test PLACE             try the way to a place, step by step
  npm run reconcile -- warehouse …            reconcile a table in a warehouse, where it is
  npm run reconcile -- history                list the runs so far
  npm run reconcile -- show RUN               everything about one run

How credit is matched
${POLICIES_HELP}

What happens to rows in error
  --on-error halt         publish nothing until the file is corrected (this is the default)
  --on-error quarantine   set rows with errors aside, report them with their total, and reconcile the rest

Which source a file belongs to
  A source is a series of files of one ledger: decisions, revisions and comparisons hold within it. A file
  belongs to the source of its place; or of its name, but for dates and numbers; or to the one whose rows
  it holds. Where that is not certain, nothing is run until you say it.
  --source NAME         it is a file of that source
  --new-source          it begins a source, named after the file or by --source

Later files of the same source
  --increment auto      a file that holds at least half of what stands is the whole ledger again: only
                        the customers that it touches are matched anew (this is the default)
  --increment refresh, --increment new-rows, --increment off
                        the whole ledger again; only new rows; a ledger of its own
  A file that holds almost nothing of what stands halts the run until you say what it is.
  --on-changed halt     publish nothing where rows that were reported are changed or gone (default)
  --on-changed keep, --on-changed take
                        keep the reported figures; use the new file
  --on-changed-reason TEXT
                        why; kept with the run, in the audit trail and in its exceptions
  --decisions FILE      decide row by row: a table with the columns TRANS_ID, DECISION (keep or take) and
                        REASON; --on-changed holds for rows that it does not name

Dates
  --as-of YYYY-MM-DD    the cut-off: all figures are stated at the end of this day; later rows are listed
                        but not counted (default: the end of the period, else the day of the latest movement, but
                        not later than today)
  --period PERIOD       the period to report opening balance, activity and closing balance for:
                        2026-06, 2026-Q2, 2026-W23, FY26-P05 or 2026-06-01..2026-06-14
  --roll-forward KIND   draw the roll-forward up by quarter, week, two-weeks or fiscal as well
  --fiscal-start MM     the month that a fiscal year begins with; FY26 ends in 2026
  --calendar 4-4-5      fiscal periods of four, four and five weeks instead of months
  --two-weeks-from YYYY-MM-DD
                        a day on which a span of two weeks begins; these three are by default as the latest
                        run of the source had them, at first 01, months, and 2024-01-01

How the file is written, where its columns do not say it themselves
  --dates dmy|mdy|ymd   31/12/2026, 12/31/2026 or 2026-12-31 (default: as each column shows)
  --decimals comma|point
                        1.234,50 or 1,234.50 (default: as the column shows)

Which sheet of a workbook is which, where their names (TC_Data, Sales, Customers) do not say it
  --sheet NAME          the sheet with the movements (default: TC_Data, or the only sheet)
  --sales-sheet NAME, --no-sales-sheet
                        the sheet that orders are looked up in, or that there is none
  --customers-sheet NAME, --no-customers-sheet
                        the sheet that customers are looked up in, or that there is none

Where the workbook comes from
  s3://bucket/month-end/{yyyy}-{MM}/tc*.xlsx   the newest object that fits, for the month of --period
  s3://bucket/month-end/                       the newest object below
  --region R, --profile P                      of AWS; credentials come from its default chain
  --endpoint URL, --path-style                 for storages other than AWS (MinIO, Ceph, R2)
  --requester-pays, --version-id V             whoever asks pays; one version of the object
  --wait 2h             wait so long for a file that is not there yet (90s, 30m, 2h, 1d)
  --proxy URL, --ca FILE                       the way out; certificates (PEM) that are trusted as well
  An object that is encrypted with a key of your own (SSE-C) is opened by THRIVE_S3_CUSTOMER_KEY.

Where results go
  --out DIR             also write the reports into this folder
  --out s3://bucket/prefix   upload the reports, and last of all a manifest that names them
  --sse aes256|kms|customer, --sse-key-id ID   how the storage encrypts what is uploaded; the key of
                        "customer" is THRIVE_S3_OUT_CUSTOMER_KEY
  --out-region, --out-profile, --out-endpoint  where they differ from those of the workbook
  --no-xlsx             leave out the Excel reports (they take most of the time of a large run)
  --csv-bom             begin CSV files with a byte order mark, for older versions of Excel
  --data-dir DIR        keep the run history here instead of in your application data folder
  --json                print one JSON object instead of a summary
  --quiet               print nothing but problems

A table in a warehouse (anything that speaks the PostgreSQL protocol)
  warehouse --url postgres://user@host:5432/database?sslmode=verify-full --table schema.table
                        results are tables there, made in one transaction and only if they verify
  --results SCHEMA, --results SCHEMA.PREFIX    where (default: beside the table, named after it)
  warehouse --print-sql ${DIALECT_NAMES.join('|')} --table schema.table
                        print the script for an engine instead of running it
  The password comes from the address, PGPASSWORD or ~/.pgpass. --policy, --on-error, --as-of, --period,
  --fiscal-start, --calendar, --two-weeks-from, --tolerance, --map, --data-dir, --force, --json and
  --quiet work as for a file.

More
  --tolerance AMOUNT    untracked variance up to this amount is not listed as an exception
  --map "HEADER=COLUMN" tell which column a header stands for, e.g. --map "Txn No=TRANS_ID"
  --workers N           processor cores to use (default: chosen by the size of the ledger)
  --force               reconcile again although this source was already reconciled
  --help, --version

The program ends with 0 when done, 2 when it was called wrongly, 3 when the source cannot be read,
4 when validation stopped the run, 5 when verification failed, 6 when cancelled, 7 when the source was
not there in time, 8 when the results could not be delivered, 1 for anything else.
Press Ctrl-C to cancel; a cancelled or interrupted run goes on where it stopped.
`;
