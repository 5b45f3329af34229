import { FINDINGS } from '../../../core/contract/findings.ts';
import type { FindingCode, Severity } from '../../../core/contract/findings.ts';
import type { FindingCountRecord } from '../../../core/contract/run.ts';

export interface FindingGroup {
  readonly severity: Severity;
  readonly count: number;
  readonly codes: readonly {
    readonly code: string;
    readonly count: number;
    readonly title: string;
    /** One sentence: how to mend it. */
    readonly mend: string;
  }[];
}

const ORDER: readonly Severity[] = ['critical', 'error', 'warning', 'info'];

export const SEVERITY_WORDS: Readonly<
  Record<Severity, { readonly one: string; readonly many: string; readonly means: string }>
> = {
  critical: { one: 'Critical', many: 'Critical', means: 'The file cannot be used.' },
  error: { one: 'Error', many: 'Errors', means: 'These rows cannot be used without correction.' },
  warning: { one: 'Warning', many: 'Warnings', means: 'Review these; the run continues.' },
  info: { one: 'Note', many: 'Notes', means: 'For information.' },
};

/** The findings by severity, the worst first, and within it by rule, the most frequent first. */
export function findingGroups(findings: readonly FindingCountRecord[]): readonly FindingGroup[] {
  return ORDER.flatMap((severity) => {
    const codes = findings
      .filter((finding) => finding.severity === severity)
      .map(({ code, count }) => ({ code, count, ...wordsOf(code) }))
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
    const count = codes.reduce((sum, one) => sum + one.count, 0);
    return codes.length === 0 ? [] : [{ severity, count, codes }];
  });
}

/** A code that the catalogue has since retired names itself. */
function wordsOf(code: string): { title: string; mend: string } {
  if (!Object.hasOwn(FINDINGS, code)) return { title: code, mend: '' };
  const { title, remedy } = FINDINGS[code as FindingCode];
  return { title, mend: remedy };
}
