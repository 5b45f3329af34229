import type { CustomerLookup } from '../../accepted/lookup-tables.ts';
import type { ClassColumn } from '../../contract/close/breakage.ts';
import type { Ledger } from '../../ledger/ledger.ts';

/** Lots of which the same is expected: of one currency, and alike in the columns that tell classes apart. */
export interface LotClass {
  /** ISO 4217 code; empty where the source has no CURRENCY column. */
  readonly currency: string;
  /** Empty for none. */
  readonly of: Readonly<Partial<Record<ClassColumn, string>>>;
}

/** The name by which a class is known from period to period. */
export function classKey({ currency, of }: LotClass): string {
  return JSON.stringify([
    currency,
    ...Object.keys(of)
      .sort()
      .map((column) => [column, of[column as ClassColumn]]),
  ]);
}

/** The class of that name. */
export function classOfKey(key: string): LotClass {
  const [currency, ...of] = JSON.parse(key) as [string, ...[ClassColumn, string][]];
  return { currency, of: Object.fromEntries(of) };
}

/** The class of each row's lot, as a place in a list of classes that grows as rows are asked for. */
export function lotClasses(
  ledger: Ledger,
  customerGroups: Pick<CustomerLookup, 'groupColumns' | 'groups'> | null,
  by: readonly ClassColumn[],
): { readonly classes: readonly LotClass[]; of(row: number): number } {
  const { reason, currency, account, accounts } = ledger;
  const classes: LotClass[] = [];
  const byKey = new Map<string, number>();
  // A class is told by account and reason, and most rows share both with a row before.
  const reasons = reason.pool.length + 1;
  const byCode = new Map<number, number>();
  const hasReason = by.includes('REASON');
  const classAt = (row: number): number => {
    const groups = customerGroups?.groups.get(accounts.customer[account[row]!]!) ?? [];
    const valueOf = (column: ClassColumn): string => {
      if (column === 'REASON')
        return reason.codes[row]! < 0 ? '' : reason.pool[reason.codes[row]!]!;
      return groups[customerGroups?.groupColumns.indexOf(column) ?? -1] ?? '';
    };
    const found: LotClass = {
      currency: currency === null ? '' : currency.pool[currency.codes[row]!]!,
      of: Object.fromEntries(by.map((column) => [column, valueOf(column)])),
    };
    const key = classKey(found);
    const known = byKey.get(key) ?? classes.push(found) - 1;
    byKey.set(key, known);
    return known;
  };
  return {
    classes,
    of(row) {
      const code = account[row]! * reasons + (hasReason ? reason.codes[row]! + 1 : 0);
      let place = byCode.get(code);
      if (place === undefined) byCode.set(code, (place = classAt(row)));
      return place;
    },
  };
}
