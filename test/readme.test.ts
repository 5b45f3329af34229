import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CHECKS } from '../core/contract/checks.ts';
import { EXCEPTIONS } from '../core/contract/exceptions.ts';
import { FINDINGS } from '../core/contract/findings.ts';

const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');

it('lists every finding as the code has it, and no other', () => {
  const listed = [...readme.matchAll(/^\| `([a-z]+\.[a-z-]+)` \| (\w+) \| (.*) \|$/gm)].map(
    ([, code, severity, words]) => [code, severity, words],
  );
  expect(listed).toEqual(
    Object.entries(FINDINGS).map(([code, [severity, title, mend]]) => [
      code,
      severity,
      `${title}. ${mend}`,
    ]),
  );
});

it('lists every check and every kind of exception', () => {
  for (const [id, title] of Object.entries({ ...CHECKS, ...EXCEPTIONS }))
    expect(readme).toContain(`- \`${id}\`: ${title}.`);
});
