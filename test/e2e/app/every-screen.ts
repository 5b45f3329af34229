import type { Page } from '@playwright/test';
import { SCREENS } from '../../../core/contract/screens.ts';
import { STEP_NAMES } from '../../../core/contract/steps.ts';
import { expect, test } from './app.ts';

interface TwoRuns {
  readonly a: string;
  readonly b: string;
}

/** Two runs, made once for the tests that look at screens, in the program that they share. */
export const looking = test.extend<object, { runs: TwoRuns }>({
  runs: [
    async ({ shared }, use) => {
      const run = (...options: string[]): Promise<string> =>
        shared.reconciled(
          shared.sample('messy.xlsx'),
          ...['--on-error', 'quarantine', '--no-xlsx', ...options],
        );
      await use({ a: await run(), b: await run('--policy', 'exact') });
    },
    { scope: 'worker' },
  ],
});

/** What stands for the parts of an address; A and B for the two runs. */
const PARTS: Readonly<Record<string, string>> = {
  ':runId': 'A',
  ':a': 'A',
  ':b': 'B',
  ':id': 'new',
  ':customer': '21112576',
};

/** Every screen of the list by an address of it, the walk by one for each step. */
export const ADDRESSES = SCREENS.flatMap(({ path }) =>
  path.includes(':step')
    ? STEP_NAMES.map((step) => path.replace(/\((.*)\)\?/, '$1').replace(':step', step))
    : [path.replace(/\(.*\)\?/, '')],
).map((path) => path.replace(/:\w+/g, (part) => PARTS[part]!));

/** Such an address with the two runs in it. */
export function addressOf(screen: string, runs: TwoRuns): string {
  return screen.replace(/\bA\b/, runs.a).replace(/\bB\b/, runs.b);
}

/** Waits until a screen stands there with what it opens. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '…' })).toHaveCount(0);
}
