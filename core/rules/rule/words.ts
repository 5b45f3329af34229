/** How much a finding weighs: a critical one ends the run, an error sets its row aside. */
export type Severity = 'critical' | 'error' | 'warning' | 'info';

/** What every finding says of itself (RULES.md section 2). */
export interface FindingWords {
  /** Stable: scripts, histories and the quarantine know a finding by it. */
  readonly code: `${string}.${string}`;
  readonly severity: Severity;
  /** What is wrong, without a full stop. */
  readonly title: string;
  /** What to do about it: a sentence. */
  readonly remedy: string;
}
