import type { FindingLog } from '../../contract/findings.ts';
import type { LedgerField } from '../../ledger/ledger.ts';
import { cellRules, NUMBER_RULES } from '../../rules/row-rules.ts';
import type { RowCode } from '../../rules/row-rules.ts';
import type { ReadCell } from '../../rules/rule/row-rule.ts';
import { cellText } from '../../source/reading/cells.ts';
import type { RawRow } from '../../source/reading/raw-rows.ts';
import { readCell } from './cell-values.ts';
import type { LedgerInReading } from './ledger-columns.ts';

/**
 * The fields in the order in which a row's faults are told: first those that say what was moved, then,
 * before the others, what their numbers say together.
 */
const MOVED = ['TRANS_ID', 'TCTYPE', 'CREATEDAT', 'EXPIREDAT', 'CUSTOMERID', 'AMOUNT'] as const;
const OTHERS = ['ORDERID', 'REASON', 'CURRENCY'] as const;

const RULES_OF = new Map([...MOVED, ...OTHERS].map((field) => [field, cellRules(field)]));

/**
 * Asks all rules about a row that is filled in as the ledger's row `r`, logs what they find and returns
 * its codes, each as often as it is found. Throws where none finds anything, because a row that cannot
 * be read must not count.
 */
export function judgeRow(
  ledger: LedgerInReading,
  raw: RawRow,
  r: number,
  log: FindingLog,
): readonly RowCode[] {
  const { header, position, sheet, dateSystem, formats, arrays } = ledger;
  const codes: RowCode[] = [];
  const cells = new Map<LedgerField, ReadCell>();
  const tell = (code: RowCode, field: LedgerField, says?: (header: string) => string): void => {
    const c = position[field];
    const column = header.headers[c]!;
    codes.push(code);
    log.add(code, {
      sheet,
      row: raw.rowNumber,
      column,
      value: cellText(raw, c),
      ...(says && { what: says(column) }),
    });
  };
  const judgeCell = (field: LedgerField): void => {
    const cell = readCell(raw, position[field], field, dateSystem, formats);
    cells.set(field, cell);
    if (position[field] < 0) return;
    for (const rule of RULES_OF.get(field)!)
      if (rule.finds(cell)) tell(rule.code, field, rule.says);
  };
  MOVED.forEach(judgeCell);
  for (const { code, field, needs, finds } of NUMBER_RULES)
    if (needs.every((needed) => cells.get(needed)!.is === 'value') && finds(arrays, r))
      tell(code, field);
  OTHERS.forEach(judgeCell);
  if (codes.length === 0)
    throw new Error(`Row ${raw.rowNumber} cannot be read, and no rule says why.`);
  return codes;
}
