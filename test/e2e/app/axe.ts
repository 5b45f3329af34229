import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { DEEP } from '../../amount.ts';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Of a long table the rows are alike: its first twelve are looked at, all of them in full. */
const EXCLUDED = DEEP ? [] : [['tbody tr:nth-child(n+13)']];

/**
 * What axe finds on the screen as it is, by some of its rules or by all. It is asked in the page itself:
 * Playwright's own way opens another page each time, which takes as long again.
 */
export async function faults(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(SOURCE);
  const context = JSON.stringify({ exclude: EXCLUDED });
  const options = JSON.stringify({
    resultTypes: ['violations'],
    ...(rules && { runOnly: rules }),
  });
  const violations = await page.evaluate<AxeResults['violations']>(
    `axe.run({ include: document, ...${context} }, ${options}).then((found) => found.violations)`,
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
