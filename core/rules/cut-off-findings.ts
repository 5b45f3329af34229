import type { FindingWords } from './rule/words.ts';

/** That rows lie after the cut-off, told once with their number and sums. */
export const CUT_OFF_FINDINGS = [
  {
    code: 'ledger.after-cut-off',
    severity: 'info',
    title: 'Rows are dated after the cut-off',
    remedy: 'No action needed; they are listed, and are counted at a later cut-off.',
  },
  {
    code: 'ledger.in-the-future',
    severity: 'warning',
    title: 'Rows are dated in the future',
    remedy: 'Check their dates; they are listed but not included in any figure.',
  },
  {
    code: 'ledger.before-first-movement',
    severity: 'warning',
    title: 'There are no rows up to the cut-off; every figure is 0.00',
    remedy: 'Check the period or the as-of date.',
  },
] as const satisfies readonly FindingWords[];
