import type { FindingWords } from './rule/words.ts';

/** That rows lie after the cut-off, told once with their number and sums. */
export const CUT_OFF_FINDINGS = [
  {
    code: 'ledger.after-cut-off',
    severity: 'info',
    title: 'Rows lie after the cut-off',
    remedy: 'Nothing to do; they are listed and in no figure. A later date brings them in.',
  },
  {
    code: 'ledger.in-the-future',
    severity: 'warning',
    title: 'Rows lie in the future',
    remedy: 'Check their dates; until then they are listed and in no figure.',
  },
  {
    code: 'ledger.before-first-movement',
    severity: 'warning',
    title: 'No row lies at the cut-off; every figure is 0.00',
    remedy: 'Check the period or the as-of date.',
  },
] as const satisfies readonly FindingWords[];
