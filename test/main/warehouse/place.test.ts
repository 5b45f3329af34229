import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deliveredNames, quarantinedNames } from '../../../core/warehouse/plan.ts';
import { textWithoutSecrets } from '../../../main/secrets/without-secrets.ts';
import { placeText, warehousePlace } from '../../../main/warehouse/place.ts';
import { warehouseProblem } from '../../../main/warehouse/problems.ts';
import { resultsPlace } from '../../../main/warehouse/results-place.ts';
import { nameParts } from '../../../main/warehouse/table.ts';
import { scratch } from '../cli/command.ts';

const NOWHERE = { PGPASSFILE: '/there/is/none' };

describe('the place of a warehouse', () => {
  it('is read from the address, and what it leaves out from the environment', () => {
    expect(
      warehousePlace(
        'postgresql://ann:s%40cr%2Fet@db.example:6432/fin%20ance?sslmode=verify-ca&sslrootcert=/ca.pem',
        NOWHERE,
      ),
    ).toEqual({
      host: 'db.example',
      port: 6432,
      database: 'fin ance',
      user: 'ann',
      password: 's@cr/et',
      sslMode: 'verify-ca',
      sslRootCert: '/ca.pem',
    });
    const env = {
      ...NOWHERE,
      PGUSER: 'u',
      PGHOST: 'h',
      PGPORT: '1',
      PGDATABASE: 'd',
      PGPASSWORD: 'pppppppp',
      PGSSLMODE: 'disable',
    };
    expect(warehousePlace('postgres://', env)).toMatchObject({
      host: 'h',
      port: 1,
      database: 'd',
      user: 'u',
      password: 'pppppppp',
      sslMode: 'disable',
    });
    expect(warehousePlace('postgres://x@[::1]/d', NOWHERE)).toMatchObject({
      host: '::1',
      sslMode: 'prefer',
      password: null,
    });
  });

  it('is named without user and password, and the password is known from then on', () => {
    const place = warehousePlace('postgres://ann:very-secret-word@db.example/fin', NOWHERE);
    expect(placeText(place, 'public.tc data')).toBe(
      'postgres://db.example/fin?table=public.tc%20data',
    );
    expect(textWithoutSecrets('it was very-secret-word, was it')).not.toContain('very-secret-word');
  });

  it('is refused in words that do not repeat it', () => {
    for (const address of [
      'postgres://a:hush hush@h:x/d',
      'https://a:hush@h/d',
      'postgres://a:%zz@h/d',
      'hush',
      'postgres://h/d?sslmode=hush',
      'postgres://h/d?password=hush',
    ])
      expect(() => warehousePlace(address, NOWHERE)).toThrow(
        expect.objectContaining({
          code: 'warehouse.url-invalid',
          message: expect.not.stringContaining('hush') as string,
        }),
      );
  });

  it('finds its password in the password file as libpq does', () => {
    const file = join(scratch(), 'pgpass');
    writeFileSync(
      file,
      [
        '# *:*:*:*:comment',
        'h:5432:other:ann:one',
        String.raw`h:5432:d:an\:n:tw\:o\\`,
        '*:*:*:ann:three',
        '*:*:*:*:four',
      ].join('\n'),
      { mode: 0o600 },
    );
    const passwordOf = (address: string): string | null =>
      warehousePlace(address, { PGPASSFILE: file }).password;
    expect(passwordOf('postgres://ann@h/other')).toBe('one');
    expect(passwordOf('postgres://an%3An@h/d')).toBe('tw:o\\');
    expect(passwordOf('postgres://ann@h/d')).toBe('three');
    expect(passwordOf('postgres://bob@h/d')).toBe('four');
    expect(passwordOf('postgres://bob:own@h/d')).toBe('own');
    expect(
      warehousePlace('postgres://bob@h/d', { PGPASSFILE: file, PGPASSWORD: 'env' }).password,
    ).toBe('env');
  });
});

describe('names of tables', () => {
  it('are split at dots outside of quotes', () => {
    expect(nameParts('fin.tc_data')).toEqual(['fin', 'tc_data']);
    expect(nameParts('"My.Schema"."a""b"')).toEqual(['My.Schema', 'a"b']);
    for (const bad of ['', 'a.b.c', 'a.', '.a', '"a', 'a"b'])
      expect(() => nameParts(bad), bad).toThrow('is not a valid table name');
  });

  it('of results stand beside the table, or where they are wanted, quoted', () => {
    const table = { schema: 'fin', name: 'tc' };
    expect(resultsPlace(table, undefined).results.allocations).toBe('"fin"."tc_allocations"');
    expect(resultsPlace(table, 'out').results.run).toBe('"out"."tc_run"');
    expect(resultsPlace(table, 'out."J""uly "').drafts.checks).toBe('"out"."J""uly draft_checks"');
    expect(() => resultsPlace({ schema: 's', name: 'x'.repeat(50) }, undefined)).toThrow(
      'too long',
    );
  });
});

describe('names of columns', () => {
  it('that the results add let those of the source step aside', () => {
    const columns = ['REDEEMID', 'redeemid_source', 'Findings', 'id'].map((name) => ({
      name,
      sql: name,
      field: 'extra' as const,
      kind: 'text' as const,
    }));
    expect(deliveredNames(columns)).toEqual([
      'REDEEMID_source_source',
      'redeemid_source',
      'Findings',
      'id',
    ]);
    expect(quarantinedNames(columns)[2]).toBe('Findings_source');
  });
});

describe('what a server or a socket says', () => {
  const doing = { where: 'h:5432/d', user: 'ann' };
  it.each([
    ['28P01', 'warehouse.auth-failed', 'source-unreadable'],
    ['3D000', 'warehouse.no-database', 'source-unreadable'],
    ['42501', 'warehouse.no-right', 'internal'],
    ['53100', 'warehouse.disk-full', 'internal'],
    ['2BP01', 'warehouse.in-use', 'internal'],
    ['57P01', 'warehouse.gone-away', 'internal'],
    ['57014', 'warehouse.query-ended', 'internal'],
    ['ECONNREFUSED', 'warehouse.cannot-connect', 'source-unreadable'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'warehouse.certificate', 'source-unreadable'],
    ['XX000', 'warehouse.refused', 'internal'],
  ])('%s is %s', (code, name, kind) => {
    const problem = warehouseProblem(Object.assign(new Error('words'), { code }), doing);
    expect([problem.code, problem.kind]).toEqual([name, kind]);
    expect(problem.hint).not.toBe('');
  });
  it('a refusal of several addresses is one, and what is no fault of the server is told as it is', () => {
    const refused = Object.assign(
      new AggregateError([Object.assign(new Error('a'), { code: 'ECONNREFUSED' })]),
    );
    expect(warehouseProblem(refused, doing).code).toBe('warehouse.cannot-connect');
    expect(warehouseProblem(new TypeError('oops'), doing).code).toBe('internal.unexpected');
  });
});
