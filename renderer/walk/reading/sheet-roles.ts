import type { SourcePreview } from '../../../core/contract/api/sources.ts';
import type { SheetChoice } from '../../../core/contract/settings.ts';

export type ChosenRole = keyof SheetChoice;
type Previewed = Pick<SourcePreview, 'sheets' | 'sheetChoice'>;

/** The sheet that each role has now; null for none. */
export function chosenSheets({
  sheets,
}: Pick<Previewed, 'sheets'>): Readonly<Record<ChosenRole, string | null>> {
  const of = (role: ChosenRole): string | null =>
    sheets.find((sheet) => sheet.role === role)?.name ?? null;
  return { ledger: of('ledger'), sales: of('sales'), customers: of('customers') };
}

/**
 * The choice with a sheet for a role, or none. A sheet has one role: another that has this one gives it up,
 * and the ledger is then to be chosen. What names say of the other roles holds as long as it is not said.
 */
export function withSheet(preview: Previewed, role: ChosenRole, sheet: string | null): SheetChoice {
  const now = chosenSheets(preview);
  const { ledger, sales, customers } = preview.sheetChoice;
  const givesUp = (other: ChosenRole): boolean =>
    other !== role && sheet !== null && now[other] === sheet;
  const lookup = (
    other: 'sales' | 'customers',
    said: string | null | undefined,
  ): string | null | undefined => {
    if (other === role) return sheet;
    return givesUp(other) ? null : said;
  };
  const wanted = {
    ledger: role === 'ledger' ? (sheet ?? undefined) : givesUp('ledger') ? undefined : ledger,
    sales: lookup('sales', sales),
    customers: lookup('customers', customers),
  };
  return {
    ...(wanted.ledger !== undefined && { ledger: wanted.ledger }),
    ...(wanted.sales !== undefined && { sales: wanted.sales }),
    ...(wanted.customers !== undefined && { customers: wanted.customers }),
  };
}

/** Whether there is anything to choose: several sheets, or none that is known by its name. */
export function hasSheetsToChoose({
  format,
  sheetNames,
  sheets,
  absentSheets,
}: Pick<SourcePreview, 'format' | 'sheetNames' | 'sheets' | 'absentSheets'>): boolean {
  if (format !== 'xlsx' || sheetNames.length === 0) return false;
  const hasLedger = sheets.some(({ role }) => role === 'ledger');
  return sheetNames.length > 1 || !hasLedger || absentSheets.length > 0;
}
