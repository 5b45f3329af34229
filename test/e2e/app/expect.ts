import { expect as playwrights } from '@playwright/test';
import type { Locator } from '@playwright/test';

interface Waiting {
  readonly timeout?: number;
}

/**
 * Playwright's `expect`. It describes the whole page each time that an expectation does not hold yet,
 * for a report that is only wanted of the last time; a third of what the pages computed went there. So
 * the two that wait most wait for the element first, without a word. What fails is waited for twice.
 */
export const expect = playwrights.extend({
  async toBeVisible(locator: Locator, options?: Waiting) {
    if (!this.isNot) await appears(locator, options);
    return held(this.isNot, (one) => one(locator).toBeVisible(options));
  },
  async toContainText(locator: Locator, text: string | RegExp, options?: Waiting) {
    if (!this.isNot) await appears(locator.filter({ hasText: text }), options);
    return held(this.isNot, (one) => one(locator).toContainText(text, options));
  },
});

/** What does not appear is told by the expectation itself. */
async function appears(locator: Locator, { timeout }: Waiting = {}): Promise<void> {
  const wait = timeout === undefined ? {} : { timeout };
  await locator
    .first()
    .waitFor(wait)
    .catch(() => undefined);
}

async function held(
  isNot: boolean,
  expecting: (one: (locator: Locator) => ReturnType<typeof playwrights<Locator>>) => Promise<void>,
): Promise<{ pass: boolean; message: () => string }> {
  try {
    await expecting((locator) => (isNot ? playwrights(locator).not : playwrights(locator)));
    return { pass: !isNot, message: () => '' };
  } catch (failed) {
    return { pass: isNot, message: () => (failed as Error).message };
  }
}
