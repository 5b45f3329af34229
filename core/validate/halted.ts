import { counted } from '../counted.ts';
import { rowsRead } from '../accepted/rows-read.ts';
import type { RowsRead } from '../accepted/rows-read.ts';
import type { FindingLog } from '../contract/findings.ts';
import { Problem } from '../contract/problem.ts';

/** Throws where a finding is so grave that no row can be used. */
export function assertNoCritical(findings: FindingLog): void {
  if (findings.counts().some(({ severity }) => severity === 'critical')) throw halted(findings);
}

/** Why the run goes no further, from the findings so far; with what was read of the rows, where they were. */
export function halted(findings: FindingLog, read?: RowsRead): Problem {
  const critical = findings.kept.find(({ severity }) => severity === 'critical');
  if (critical)
    return new Problem({
      kind: 'validation-halted',
      code: critical.code,
      message: critical.message,
      hint: 'Nothing was published. Correct the source and run again.',
    });
  const errors = findings
    .counts()
    .reduce((sum, { severity, count }) => sum + (severity === 'error' ? count : 0), 0);
  return new Problem({
    kind: 'validation-halted',
    code: 'validation.errors',
    message: `The source has ${counted(errors, 'error')}; nothing was published.`,
    hint: 'Correct the rows listed in the findings, or quarantine them (--on-error quarantine) and continue.',
    details: {
      errors,
      ...(read && rowsRead(read)),
    },
  });
}
