/** What a figure can be measured against, in a sentence: "expected from …" (RULES.md section 22). */
export const EXPECTATION_WORDS = {
  level: 'the median of the periods before',
  growth: 'the usual growth from the periods before',
  'year-ago': 'the same time a year before, and the usual growth since',
  'month-ago': 'the same day of the months before',
} as const;
export type ExpectationId = keyof typeof EXPECTATION_WORDS;
