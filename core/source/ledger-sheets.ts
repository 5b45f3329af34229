import type { SheetChoice } from '../contract/settings.ts';
import type { OpenSource } from './reading/raw-rows.ts';

/** What a sheet of a workbook is to a reconciliation. */
const SHEET_ROLES = ['ledger', 'sales', 'customers'] as const;
export type SheetRole = (typeof SHEET_ROLES)[number];

/** The name by which the sheet of a role is known. */
const KNOWN_BY: Readonly<Record<SheetRole, string>> = {
  ledger: 'TC_Data',
  sales: 'Sales',
  customers: 'Customers',
};

/** Which sheets of a source are read; null for none. */
interface LedgerSheets extends Readonly<Record<SheetRole, string | null>> {
  /** Names that were chosen, and that no sheet has. */
  readonly absent: readonly string[];
}

/**
 * The sheet of each role (RULES.md section 1): the one that a person chose, else the one of the known name
 * that has no other role; for the ledger also the only sheet that there is. Text and Parquet files are a
 * ledger, whatever was chosen.
 */
export function ledgerSheets(
  source: Pick<OpenSource, 'format' | 'sheetNames'>,
  choice: SheetChoice = {},
): LedgerSheets {
  if (source.format !== 'xlsx')
    return { ledger: source.sheetNames[0]!, sales: null, customers: null, absent: [] };
  const chosen = SHEET_ROLES.map((role) => {
    const name = choice[role];
    return name == null ? null : (sheetOf(source, name) ?? null);
  });
  const sheetFor = (role: SheetRole, at: number): string | null => {
    if (choice[role] !== undefined) return chosen[at]!;
    const named = sheetOf(source, KNOWN_BY[role]);
    if (named !== undefined) return chosen.includes(named) ? null : named;
    return role === 'ledger' ? onlySheet(source, chosen) : null;
  };
  const [ledger, sales, customers] = SHEET_ROLES.map(sheetFor) as [
    string | null,
    string | null,
    string | null,
  ];
  const absent = SHEET_ROLES.flatMap((role, at) => {
    const name = choice[role];
    return name != null && chosen[at] === null ? [name] : [];
  });
  return { ledger, sales, customers, absent };
}

/** The only sheet of a workbook. One that holds nothing but Sales or Customers has no movements. */
function onlySheet(
  { sheetNames }: Pick<OpenSource, 'sheetNames'>,
  chosen: readonly (string | null)[],
): string | null {
  const [only] = sheetNames;
  if (only === undefined || sheetNames.length !== 1 || chosen.includes(only)) return null;
  const isLookup = [KNOWN_BY.sales, KNOWN_BY.customers].some(
    (lookup) => comparable(lookup) === comparable(only),
  );
  return isLookup ? null : only;
}

/** The role that a sheet has; undefined where it is not read. */
export function roleOf(sheets: LedgerSheets, sheet: string): SheetRole | undefined {
  return SHEET_ROLES.find((role) => sheets[role] === sheet);
}

/** The name without what does not count: letter case, spaces, underscores. */
function comparable(name: string): string {
  return name.replace(/[\s_]+/g, '').toLowerCase();
}

/** The sheet that `wanted` names, an exact match first; undefined where there is none. */
export function sheetOf(
  source: Pick<OpenSource, 'sheetNames'>,
  wanted: string,
): string | undefined {
  if (source.sheetNames.includes(wanted)) return wanted;
  return source.sheetNames.find((name) => comparable(name) === comparable(wanted));
}
