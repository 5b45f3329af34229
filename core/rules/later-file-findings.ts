import type { FindingWords } from './rule/words.ts';

/** What a file is to the run that was reported before it. */
export const LATER_FILE_FINDINGS = [
  {
    code: 'row.backdated',
    severity: 'warning',
    title: 'The row is dated before the cut-off of the previous run and was not in it',
    remedy: 'Check why it was entered late; it may change an earlier month.',
  },
  {
    code: 'row.changed',
    severity: 'warning',
    title: 'The row differs from what the previous run reported',
    remedy: 'Find out why it was changed; then keep the reported figures or use the new file.',
  },
  {
    code: 'row.gone',
    severity: 'warning',
    title: 'A row that the previous run reported is no longer in the file',
    remedy: 'Find out why it is gone; then keep the reported figures or use the new file.',
  },
  {
    code: 'period.restated',
    severity: 'warning',
    title: 'A reported month is restated',
    remedy:
      'The differences by customer are in restatement.csv; inform everyone who relies on that month.',
  },
  {
    code: 'source.not-a-refresh',
    severity: 'warning',
    title:
      'The file has less than half of the rows of the previous run and was treated as a separate ledger',
    remedy: 'If it has only new rows, run it again as “only new rows” (--increment new-rows).',
  },
  {
    code: 'source.standing-gone',
    severity: 'warning',
    title: 'The ledger of the previous run cannot be read, so rows were not compared',
    remedy:
      'Put the folder of that run back from a backup and run again, or look for changed rows yourself.',
  },
  {
    code: 'source.columns-shift',
    severity: 'warning',
    title: 'The columns differ from the previous run, so rows were not compared',
    remedy: 'Check that the export is the same as before.',
  },
  {
    code: 'source.row-count-shift',
    severity: 'warning',
    title: 'The row count differs by more than 10 % from the previous run',
    remedy: 'Check that the export is complete and has no rows twice.',
  },
  {
    code: 'source.type-mix-shift',
    severity: 'warning',
    title: 'The mix of types differs by more than 10 % from the previous run',
    remedy: 'Check that no type is missing from the export.',
  },
] as const satisfies readonly FindingWords[];
