import { describe, expect, it } from 'vitest';
import {
  DIALECT_NAMES,
  DIALECTS,
  servedDialect,
} from '../../../../core/warehouse/dialects/dialects.ts';
import { sourcesNaming } from '../../naming-sources.ts';

describe('the list of dialects', () => {
  it('names each dialect once, by the name that it gives itself', () => {
    expect(new Set(DIALECT_NAMES).size).toBe(DIALECT_NAMES.length);
    expect(Object.keys(DIALECTS)).toEqual(DIALECT_NAMES);
    const titles = DIALECT_NAMES.map((name) => DIALECTS[name].title);
    expect(new Set(titles).size).toBe(DIALECT_NAMES.length);
  });

  it('is the only way to a dialect: no source outside its room names one', () => {
    expect(sourcesNaming(DIALECT_NAMES, 'core/warehouse/dialects/')).toEqual([]);
  });

  it('has one dialect for all servers that no other claims', () => {
    const served = DIALECT_NAMES.flatMap((name) => DIALECTS[name].served ?? []);
    expect(served.filter(({ version }) => version === null)).toHaveLength(1);
    for (const version of ['PostgreSQL 17.2 on x86_64-pc-linux-gnu', 'Greenplum 7', ''])
      expect(servedDialect(version).name).toBe('postgres');
    expect(servedDialect('PostgreSQL 8.0.2 on i686-pc-linux-gnu, Redshift 1.0.12103').name).toBe(
      'redshift',
    );
  });
});

describe.each(DIALECT_NAMES)('%s', (name) => {
  const dialect = DIALECTS[name];

  it('says what it is called, and why tables lie as they do', () => {
    expect(dialect.name).toBe(name);
    expect(name).toMatch(/^[a-z]+$/);
    expect(dialect.title).toMatch(/^[A-Z]/);
    expect(dialect.layout.length).toBeGreaterThan(0);
    expect(dialect.recursion.why).toMatch(/\.$/);
  });

  it('keeps what is quoted in one piece', () => {
    for (const odd of ['a', 'a b', 'a"b', 'a`b', 'a;b', "a'b"]) {
      const quoted = dialect.quote(odd);
      const mark = quoted[0]!;
      expect(quoted.at(-1)).toBe(mark);
      // Within the marks, a mark stands twice or after a backslash.
      const within = quoted
        .slice(1, -1)
        .replaceAll(mark + mark, '')
        .replaceAll(`\\${mark}`, '');
      expect(within).not.toContain(mark);
    }
  });

  it('puts the whole query into each table that it makes', () => {
    const layout = { by: ['a'], sorted: ['a', 'b'] };
    for (const made of [
      dialect.scratch('t', layout, 'SELECT 1 AS a, 2 AS b'),
      dialect.table('t', layout, 'SELECT 1 AS a, 2 AS b'),
      dialect.table('t', { by: [] }, 'SELECT 1 AS a, 2 AS b'),
    ])
      expect(made).toMatch(/CREATE[A-Z ]* TABLE t\b[^;]*\bAS\nSELECT 1 AS a, 2 AS b/);
    expect(dialect.publish('draft', 'kept').match(/\b(draft|kept)\b/g)).toEqual(
      expect.arrayContaining(['draft', 'kept']),
    );
    expect(dialect.stopUnlessZero('SELECT 7', 'why it stops')).toMatch(
      /(SELECT 7[\s\S]*why it stops|why it stops[\s\S]*SELECT 7)/,
    );
  });
});
