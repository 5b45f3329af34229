import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FINDINGS } from '../../../core/contract/findings.ts';
import { PROBLEM_CODES } from '../../../core/contract/problem-codes.ts';
import { problemSites } from './problem-sites.ts';

const sites = problemSites(join(import.meta.dirname, '..', '..', '..'), ['core', 'main']);
const ofFinding = (code: string): boolean => Object.hasOwn(FINDINGS, code);
const catalogue: Readonly<Record<string, readonly [string, ...string[]]>> = PROBLEM_CODES;

describe('the catalogue of problem codes', () => {
  it('has every code that is thrown, and no other', () => {
    const thrown = new Set(sites.map(({ code }) => code).filter((code) => !ofFinding(code)));
    expect(Object.keys(catalogue)).toEqual([...thrown].sort());
    expect(Object.keys(catalogue).filter(ofFinding)).toEqual([]);
  });

  it('has every kind that a code is thrown as', () => {
    const others = sites.filter(
      ({ code, kind }) => kind !== null && catalogue[code]?.includes(kind) === false,
    );
    expect(others).toEqual([]);
  });

  it.each(Object.entries(catalogue))('%s has a plain sentence', (_code, [meaning]) => {
    expect(meaning).toMatch(/^[A-Z][^.]*\.$/);
    expect(meaning).not.toMatch(JARGON);
  });
});

describe('sentence and hint of a problem', () => {
  const written = sites.filter(({ message, hint }) => message !== null || hint !== null);
  it('are written in the sources', () => {
    expect(written.length).toBeGreaterThan(150);
  });
  it.each(written)('$code in $file are sentences without jargon', ({ message, hint }) => {
    for (const text of [message, hint]) {
      if (text === null) continue;
      expect(text).not.toMatch(JARGON);
      // The last word may be what is to be typed, or what another has said.
      expect(text).toMatch(/[.…]$|: \S.*$/);
    }
  });
});

/** Words of those who write programs, for which an analyst has no use. */
const JARGON =
  /\b(null|undefined|NaN|boolean|integer|string|array|stack trace|callback|promise|regex|errno|ENOENT|EACCES|EPERM|EEXIST|EPIPE|enum|schema mismatch|deserial\w*|parse[ds]?|buffer|thread|mutex|exit code|stdout|stderr)\b/;
