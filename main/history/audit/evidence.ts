/** A table whose rows the audit log vouches for. */
export interface Evidence {
  readonly table: string;
  readonly key: readonly string[];
  /** Its rows hang on a run, by their first key, and are sealed as a whole when that ends. */
  readonly withRun: boolean;
  /** Columns that follow from other records, and are compared with these; all others are sealed. */
  readonly derived?: readonly string[];
  /** Which rows say anything that does not follow from other records, in SQL, for rows as `r`; all by default. */
  readonly counts?: string;
  /** Its rows are runs: of one that is under way only that it is there is said yet. */
  readonly areRuns?: true;
  /** What a row is called, by its key. */
  readonly words: (key: readonly unknown[]) => string;
}

const ofRun = (table: string, second: string, what: string): Evidence => ({
  table,
  key: ['run_id', second],
  withRun: true,
  words: ([run, name]) => `${what} ${String(name)} of run ${String(run)}`,
});

const alone = (table: string, key: readonly string[], what: string): Evidence => ({
  table,
  key,
  withRun: false,
  words: (parts) => `${what} ${parts.at(-1) as string}`,
});

/** All that a person would call a record. A test holds every table of the history to be here or in {@link NO_EVIDENCE}. */
export const EVIDENCE: readonly Evidence[] = [
  alone('sources', ['id'], 'the source'),
  alone('source_places', ['place'], 'the location'),
  { ...alone('runs', ['id'], 'the run'), areRuns: true, counts: "r.status <> 'running'" },
  ofRun('steps', 'name', 'the step'),
  ofRun('findings', 'code', 'the number of findings'),
  ofRun('finding_samples', 'code', 'the findings'),
  ofRun('checks', 'id', 'the check'),
  ofRun('outputs', 'name', 'the file'),
  ofRun('exceptions', 'key', 'the exception'),
  ofRun('exception_counts', 'code', 'the number of exceptions'),
  ofRun('exception_stakes', 'currency', 'the sum of exceptions in currency'),
  {
    ...alone('exception_states', ['source_id', 'key'], 'the decision on exception'),
    // Each exception of a run has a row, by the thousand, in which nobody has decided anything yet.
    derived: ['first_run', 'last_run'],
    counts:
      "(r.status <> 'open' OR r.owner IS NOT NULL OR r.updated_at IS NOT NULL OR r.decided_cents IS NOT NULL)",
  },
  alone('exception_notes', ['id'], 'the note'),
  alone('sign_offs', ['id'], 'the sign-off'),
  alone('archived_runs', ['run_id'], 'the archiving of run'),
  alone('close_log', ['id'], 'the entry of a close'),
  alone('keeping_log', ['id'], 'the entry on what is kept'),
  alone('app_settings', ['name'], 'the setting'),
  alone('api_tokens', ['id'], 'the API token'),
];

/** What nobody relies on: what the interface remembers; and the log itself, which its own chain holds. */
export const NO_EVIDENCE: readonly string[] = [
  'prefs',
  'recent_places',
  // When a token was used last, and what a request that comes twice is answered, for a day.
  'api_token_uses',
  'api_answers',
  // Sums over exceptions and decisions, which are compared with these.
  'closed_stakes',
  'audit',
  'audit_seals',
  'audit_verdict',
];

function evidenceOf(table: string): Evidence | undefined {
  return EVIDENCE.find((one) => one.table === table);
}

/** What a row is called; the table's name and the key where this version does not know it. */
export function rowWords(table: string, key: string): string {
  const parts = JSON.parse(key) as unknown[];
  return evidenceOf(table)?.words(parts) ?? `${table} ${parts.join(' ')}`;
}
