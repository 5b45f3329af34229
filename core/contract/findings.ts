import { CATALOGUE } from '../rules/catalogue.ts';
import type { FindingCode } from '../rules/catalogue.ts';
import type { FindingWords, Severity } from '../rules/rule/words.ts';

export type { FindingCode, Severity };

/** What each finding says, by its code (core/rules/catalogue.ts). */
export const FINDINGS = Object.fromEntries(
  CATALOGUE.map((words): [string, FindingWords] => [words.code, words]),
) as Readonly<Record<FindingCode, FindingWords>>;

/** What a finding is called; one that a retired version found keeps its code. */
export function findingTitle(code: string): string {
  return FINDINGS[code as FindingCode]?.title ?? code;
}

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly sheet: string | null;
  /** The row number as Excel shows it; null where the finding concerns no single row. */
  readonly row: number | null;
  readonly column: string | null;
  /** The offending value as text, shortened to 200 characters. */
  readonly value: string | null;
  /** One sentence: what is wrong here and how to mend it. */
  readonly message: string;
}

export interface FindingCount {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly count: number;
}

/** Findings kept up to a cap for each code, with the true counts. */
export interface FindingLog {
  add(code: FindingCode, at: FindingPlace): void;
  /** A function that takes out again what is added from here on. */
  checkpoint(): () => void;
  readonly kept: readonly Finding[];
  counts(): FindingCount[];
  count(code: FindingCode): number;
}

export interface FindingPlace {
  readonly sheet?: string | null;
  readonly row?: number | null;
  readonly column?: string | null;
  readonly value?: string | null;
  /** Replaces the catalogue's sentence where the place knows more. */
  readonly what?: string;
}

const SEVERITY_ORDER: readonly Severity[] = ['critical', 'error', 'warning', 'info'];

/** A log that keeps the first `cap` findings of each code and counts them all. */
export function createFindingLog(cap = 1000): FindingLog {
  const kept: Finding[] = [];
  const totals = new Map<FindingCode, number>();
  return {
    kept,
    add(code, at) {
      const total = (totals.get(code) ?? 0) + 1;
      totals.set(code, total);
      if (total <= cap) kept.push(findingOf(code, at));
    },
    checkpoint() {
      const length = kept.length;
      const before = new Map(totals);
      return () => {
        kept.length = length;
        totals.clear();
        for (const [code, total] of before) totals.set(code, total);
      };
    },
    count: (code) => totals.get(code) ?? 0,
    counts: () =>
      [...totals]
        .map(([code, count]) => ({ code, severity: FINDINGS[code].severity, count }))
        .sort(
          (a, b) =>
            SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity) ||
            (a.code < b.code ? -1 : 1),
        ),
  };
}

export function findingOf(code: FindingCode, at: FindingPlace): Finding {
  const { severity, title, remedy } = FINDINGS[code];
  return {
    code,
    severity,
    sheet: at.sheet ?? null,
    row: at.row ?? null,
    column: at.column ?? null,
    value: at.value == null ? null : at.value.slice(0, 200),
    message: `${at.what ?? title}. ${remedy}`,
  };
}
