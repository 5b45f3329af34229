import type { LotTrail } from '../../core/contract/api/grid.ts';
import { createIdPool, idText } from '../../core/ledger/ids.ts';
import { rowByIds } from '../../core/ledger/row-by-id.ts';
import type { KnownCustomers } from '../../core/run-folder/validation-file.ts';

/** What the sheet Customers says of a customer. */
type Known = Pick<LotTrail, 'name' | 'facts'>;

/** The sheet Customers of a run. */
export interface CustomersSheet {
  /** What it calls a customer and groups it by, blanks left out; nothing of one that it lacks. */
  of(customer: string): Known;
  /** The name of a customer, or the company in a run of before names were kept; null for none. */
  nameOf(customer: string): string | null;
  /** Customers whose name has a text in it, whatever its case; `limit` at the most. */
  named(text: string, limit: number): string[];
}

const NOBODY: CustomersSheet = {
  of: () => ({ name: null, facts: {} }),
  nameOf: () => null,
  named: () => [],
};

/** Numbers are the ids that they are the text of. */
const PLAIN = createIdPool();

/**
 * The sheet as a run kept it, in the columns that it was kept in: of a million customers a search may have several
 * sheets open, and an object each would take gigabytes.
 */
export function customersSheet(known: KnownCustomers | null): CustomersSheet {
  if (known === null) return NOBODY;
  const { pool, table } = known;
  const { customer, names, group, groups, groupColumns } = table;
  const company = groupColumns.indexOf('COMPANY');
  const { rowOf } = rowByIds(customer);
  const rowOfText = (text: string): number => {
    const plain = PLAIN.find(text);
    if (plain !== undefined) return rowOf(plain);
    const place = pool.indexOf(text);
    return place < 0 ? -1 : rowOf(-(place + 1));
  };
  const groupText = (row: number, column: number): string =>
    column < 0 || group[row]! < 0 ? '' : groups[group[row]! * groupColumns.length + column]!;
  const nameAt = (row: number): string => names?.of[row] || groupText(row, company);
  return {
    of(given) {
      const row = rowOfText(given);
      if (row < 0) return NOBODY.of(given);
      const text = names?.of[row] ?? '';
      const facts = groupColumns.map((column, c) => [column, groupText(row, c)] as const);
      return {
        name: names && text !== '' ? { text, columns: names.columns } : null,
        facts: Object.fromEntries(facts.filter(([, value]) => value !== '')),
      };
    },
    nameOf(given) {
      const row = rowOfText(given);
      return (row >= 0 && nameAt(row)) || null;
    },
    named(text, limit) {
      const wanted = text.toLowerCase();
      const found: string[] = [];
      if (wanted === '') return found;
      for (let row = 0; row < customer.length && found.length < limit; row++)
        if (nameAt(row).toLowerCase().includes(wanted)) found.push(idText(pool, customer[row]!));
      return found;
    },
  };
}
