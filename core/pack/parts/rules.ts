import type { PackPart } from '../input/part.ts';

/** What is computed, in words. */
export const rules = {
  place: 'rules',
  about: 'The rules of the version that made the run: what each figure, check and file is.',
  files: ({ rules: text }) => [{ path: 'rules/RULES.md', content: Buffer.from(text) }],
} as const satisfies PackPart;
