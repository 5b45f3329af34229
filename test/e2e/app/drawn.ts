import { createHash } from 'node:crypto';
import process from 'node:process';
import { DEEP, SEED } from '../../amount.ts';

/** What `npm test` tries each time, beside those that are drawn: the walk, and every screen. */
export const ALWAYS = { tag: '@always' } as const;

/** One of so many is drawn. */
const OF = 5;

/** Whether only a share is tried, as in `npm test`; who names a file wants all of it. */
const SHARE = process.env['E2E_SHARE'] === '1' && !DEEP;

/** Whether a test is tried: each by its own lot, drawn by the seed. */
export function isDrawn(title: string, tags: readonly string[]): boolean {
  if (!SHARE || tags.includes(ALWAYS.tag)) return true;
  return createHash('sha256').update(`${SEED} ${title}`).digest()[0]! % OF === 0;
}

/** Playwright's global set-up: says before the tests begin what draws the same ones again. */
export default function saySeed(): void {
  if (SHARE)
    process.stdout.write(
      `One of ${OF} end-to-end tests, beside the walk and every screen, drawn by THRIVE_TEST_SEED=${SEED}\n`,
    );
}
