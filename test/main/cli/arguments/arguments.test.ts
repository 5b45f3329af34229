import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../../main/cli/arguments/arguments.ts';

describe('the command line', () => {
  it.each([
    [['--wait', 'soon'], '--wait'],
    [['--wait', '30d'], '--wait'],
    [['--endpoint', 'minio'], '--endpoint'],
    [['--sse', 'aes256'], '--sse'],
    [['--out', 's3://b/c', '--sse', 'rot13'], '--sse'],
    [['--out', 's3://b/c', '--sse-key-id', 'x'], '--sse-key-id'],
  ])('refuses what it cannot mean: %j', (args, words) => {
    expect(() => parseCommand(['s3://ledgers/a.xlsx', ...args])).toThrow(words);
  });

  it.each(['', ' ', 'x'.repeat(61)])('gives no token of the API the name %j', (name) => {
    expect(() => parseCommand(['api', 'token', 'add', name, '--scope', 'runs:read'])).toThrow(
      'The name of the token is empty or too long.',
    );
  });

  it('wants the first file of a new source, and takes one for a source that is named', () => {
    expect(() => parseCommand(['--new-source'])).toThrow('A new source needs its first file.');
    expect(() => parseCommand([])).toThrow('No workbook was named.');
    const sourceOf = (...args: string[]) => {
      const command = parseCommand(args);
      return command.name === 'reconcile' && { place: command.place, source: command.source };
    };
    expect(sourceOf('a.csv')).toEqual({ place: 'a.csv', source: { kind: 'recognise' } });
    expect(sourceOf('--source', 'Credit')).toEqual({
      place: null,
      source: { kind: 'named', name: 'Credit' },
    });
    expect(sourceOf('a.csv', '--source', 'Credit')).toEqual({
      place: 'a.csv',
      source: { kind: 'named', name: 'Credit' },
    });
    expect(sourceOf('a.csv', '--new-source', '--source', 'Credit')).toEqual({
      place: 'a.csv',
      source: { kind: 'new', name: 'Credit' },
    });
  });

  it('uploads to another storage than the one it reads from, where that is said', () => {
    const given = ['s3://a/b', '--endpoint', 'https://one.example', '--version-id', '7'];
    const out = ['--out', 's3://c/d', '--out-endpoint', 'https://two.example'];
    expect(parseCommand([...given, ...out, '--sse', 'kms', '--sse-key-id', 'k'])).toMatchObject({
      remote: { s3: { endpoint: 'https://one.example', versionId: '7' } },
      upload: {
        place: 's3://c/d',
        s3: { endpoint: 'https://two.example' },
        encryption: { kind: 'kms', keyId: 'k' },
      },
    });
  });

  it('says which sheet is which, or that there is none', () => {
    const sheetsOf = (...args: string[]) => {
      const command = parseCommand(['a.xlsx', ...args]);
      return command.name === 'reconcile' && command.settings.sheets;
    };
    expect(sheetsOf()).toBeUndefined();
    expect(sheetsOf('--sheet', 'June', '--no-sales-sheet')).toEqual({
      ledger: 'June',
      sales: null,
    });
    expect(sheetsOf('--sales-sheet', 'Orders', '--customers-sheet', 'Clients')).toEqual({
      sales: 'Orders',
      customers: 'Clients',
    });
    expect(() => sheetsOf('--sheet', 'June', '--sales-sheet', 'June')).toThrow(
      'The sheet June is given for two purposes.',
    );
    expect(() => sheetsOf('--sheet', '')).toThrow('--sheet');
  });

  it.each([
    [
      ['warehouse', '--table', 't', '--no-xlsx', '--region', 'x'],
      '--region cannot be used with warehouse',
    ],
    [
      ['warehouse', '--table', 't', '--roll-forward', 'week'],
      '--roll-forward cannot be used with warehouse',
    ],
    [['a.xlsx', '--print-sql', 'duckdb', '--table', 't'], '--table works only with warehouse'],
    [['a.xlsx', '--roles', 'preparer'], '--roles works only with people'],
  ])('names an option that another command has: %j', (args, words) => {
    expect(() => parseCommand(args)).toThrow(words);
  });
});
