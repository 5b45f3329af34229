/** What lies in a run's folder. Findings and flags have their names where they are written. */

/** The accepted ledger: what validation leaves. */
export const LEDGER_FILE = 'ledger.bin';
/** The matching, partition by partition. */
export const MATCH_FILE = 'match.bin';
/** What verification has proven, partition by partition. */
export const PROOF_FILE = 'verify.bin';
/** What the reports will tell, from the end of verification on. */
export const FIGURES_FILE = 'figures.json';
/** How far the tables are written, and those of a draft that failed verification. */
export const WRITING_FILE = 'report.bin';
/** How far the rows of sheets are. */
export const SHEETS_WRITING_FILE = 'sheets.bin';
export const DRAFT_WRITING_FILE = 'draft.bin';

/** The results. */
export const OUTPUT_FOLDER = 'outputs';
/** What was not published, because verification failed. */
export const DRAFT_FOLDER = 'draft';
