/**
 * What a figure can be measured against (RULES.md section 22), in a sentence: "expected from …", and what of it goes to
 * another level: "the … has been 12 since".
 */
export const EXPECTATION_WORDS = {
  level: { from: 'the median of the periods before', steady: 'level' },
  growth: {
    from: 'the usual growth from the periods before',
    steady: 'growth from period to period',
  },
  'year-ago': {
    from: 'the same time a year before, and the usual growth since',
    steady: 'growth over a year',
  },
  'month-ago': {
    from: 'the same day of the months before',
    steady: 'difference from the same day of the months before',
  },
} as const;
export type ExpectationId = keyof typeof EXPECTATION_WORDS;
