import { expect, it } from 'vitest';
import { customersSheet } from '../../../main/grid/customers-sheet.ts';

const POOL = ['007', 'A-1', 'A-2'];
const sheet = customersSheet({
  pool: POOL,
  table: {
    customer: Float64Array.of(7, -1, -2, 12_345),
    groupColumns: ['COMPANY', 'REGION'],
    group: Int32Array.of(1, 0, -1, 0),
    groups: ['Acme', '', 'Globex', 'North'],
    names: { columns: ['FIRSTNAME', 'LASTNAME'], of: ['Ada Lovelace', 'Grace Hopper', '', ''] },
  },
});

it('says of a customer its name and its groups, by the id as it is written', () => {
  expect(sheet.of('7')).toEqual({
    name: { text: 'Ada Lovelace', columns: ['FIRSTNAME', 'LASTNAME'] },
    facts: { COMPANY: 'Globex', REGION: 'North' },
  });
  expect(sheet.of('007')).toMatchObject({
    name: { text: 'Grace Hopper' },
    facts: { COMPANY: 'Acme' },
  });
  expect(sheet.of('A-1')).toEqual({ name: null, facts: {} });
  for (const unknown of ['8', 'A-2', 'A-3', '', '-1'])
    expect(sheet.of(unknown)).toEqual({ name: null, facts: {} });
});

it('finds customers by a part of their name, else of their company', () => {
  expect(sheet.named('HOP', 5)).toEqual(['007']);
  expect(sheet.named('acme', 5)).toEqual(['12345']);
  expect(sheet.named('l', 1)).toEqual(['7']);
  expect(sheet.named('', 5)).toEqual([]);
  expect(['7', '12345', 'A-1', 'nobody'].map(sheet.nameOf)).toEqual([
    'Ada Lovelace',
    'Acme',
    null,
    null,
  ]);
});

it('names nobody where there is no such sheet', () => {
  const none = customersSheet(null);
  expect([none.nameOf('7'), none.named('a', 5), none.of('7')]).toEqual([
    null,
    [],
    { name: null, facts: {} },
  ]);
});
