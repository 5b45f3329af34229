import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../core/contract/checks.ts';
import { EXCEPTIONS } from '../../core/contract/exceptions.ts';
import { FINDINGS } from '../../core/contract/findings.ts';
import { POLICIES } from '../../core/policies/policies.ts';
import { OUTPUTS } from '../../core/report/outputs.ts';

const root = join(import.meta.dirname, '..', '..');
const rules = readFileSync(join(root, 'core', 'RULES.md'), 'utf8');

/** What a pattern captures wherever it is found in RULES.md. */
function listed(pattern: RegExp): string[][] {
  return [...rules.matchAll(pattern)].map(([, ...groups]) => groups);
}

describe('core/RULES.md', () => {
  it('lists every finding as the code has it, and no other', () => {
    expect(
      listed(/^\| `([a-z]+\.[a-z-]+)` \| (critical|error|warning|info) \| (.*) \|$/gm),
    ).toEqual(
      Object.entries(FINDINGS).map(([code, { severity, title, remedy }]) => [
        code,
        severity,
        `${title}. ${remedy}`,
      ]),
    );
  });

  it('lists every check, in order', () => {
    expect(listed(/^\d\. `([a-z-]+)`: (.*)\.$/gm)).toEqual(Object.entries(CHECKS));
  });

  it('lists every kind of exception, in order', () => {
    expect(listed(/^\| `([a-z]+\.[a-z-]+)` \| ([^|]*) \| [^|]* \| [^|]* \|$/gm)).toEqual(
      Object.entries(EXCEPTIONS).map(([code, title]) => [code, title]),
    );
  });

  it('tells every policy, in order', () => {
    expect(listed(/^\d\. \*\*([a-z-]+)\*\*[ :]/gm).flat()).toEqual(POLICIES);
  });

  it('lists every file that a run writes, and no other', () => {
    const files = listed(/^\| `(\w+)` (\.[^|]*) \| /gm).flatMap(([name, endings]) =>
      endings!.split(', ').map((ending) => `${name}${ending}`),
    );
    const written = OUTPUTS.flatMap((output) =>
      output.made === 'by partition'
        ? output.formats.map((format) => `${output.name}.${format}`)
        : output.name,
    );
    expect(files.sort()).toEqual(written.sort());
  });

  it('has every section that the code cites', () => {
    const sections = listed(/^## (\d+a?)\. /gm).flat();
    const cited = globSync('{core,main,renderer,test}/**/*.{ts,tsx}', { cwd: root }).flatMap(
      (file) =>
        [...readFileSync(join(root, file), 'utf8').matchAll(/RULES\.md sections? (\d+a?)/g)].map(
          ([, section]) => section!,
        ),
    );
    expect(cited.length).toBeGreaterThan(0);
    expect(sections).toEqual(expect.arrayContaining(cited));
  });
});
