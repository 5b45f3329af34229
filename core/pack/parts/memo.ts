import type { PackPart } from '../input/part.ts';
import { memoPdf } from '../memo/memo.ts';

/** What an auditor reads first. */
export const memo = {
  place: 'memo.pdf',
  about:
    'What was reconciled and how, what it ties to, what was booked, expected, found and decided, and who has signed it.',
  files: async (input) => [{ path: 'memo.pdf', content: await memoPdf(input) }],
} as const satisfies PackPart;
