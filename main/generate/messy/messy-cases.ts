import { ACCOUNT_RULES } from '../../../core/rules/account-rules.ts';
import type { FindingCode } from '../../../core/rules/catalogue.ts';
import { MOVEMENT_RULES } from '../../../core/rules/movement-rules.ts';
import { ROW_RULES } from '../../../core/rules/row-rules.ts';
import { earned, EVERY, spent, UNTYPED, WORKBOOK } from '../../../core/rules/rule/planted.ts';
import type {
  CasePlace,
  Format,
  MessyColumn,
  PlantedCase,
  PlantedRow,
} from '../../../core/rules/rule/planted.ts';

/** A planted row and the findings that stand on it. */
export interface CaseRow extends Omit<PlantedRow, 'found'> {
  readonly finds?: readonly { readonly code: FindingCode; readonly column: MessyColumn }[];
}

/** One planted mess: the rows of one customer who has no others. */
export interface MessyCase extends Omit<PlantedCase, 'rows'> {
  /** What is odd here, in words. */
  readonly what: string;
  readonly rows: readonly CaseRow[];
}

/** The cases by which a rule shows itself. */
function casesOf(
  rule: { readonly code: FindingCode; planted(at: CasePlace): readonly PlantedCase[] },
  at: CasePlace,
): MessyCase[] {
  return rule.planted(at).map((planted) => ({
    ...planted,
    what: rule.code,
    rows: planted.rows.map(({ found, ...cells }) =>
      found === undefined ? cells : { ...cells, finds: [{ code: rule.code, column: found }] },
    ),
  }));
}

/** A row or cell that looks odd and is fine: no finding may stand on it. */
function harmless(what: string, cells: CaseRow, formats: readonly Format[] = UNTYPED): MessyCase {
  return { what, formats, rows: [cells] };
}

/**
 * Everything that is planted, in the order of the file: what the rules declare, what only the matching
 * finds, and what is harmless. Rows in error are earned rows, so that setting them aside leaves no
 * redemption without its lot.
 */
export function messyCases(at: CasePlace): MessyCase[] {
  const { time, id } = at;
  return [
    ...[...ROW_RULES, ...MOVEMENT_RULES].flatMap((rule) => casesOf(rule, at)),
    {
      what: 'ledger.in-the-future',
      formats: EVERY,
      // Told of the file, and of no row.
      rows: [
        {
          CREATEDAT: { time: Date.UTC(2031, 0, 15, 10, 30) },
          EXPIREDAT: { time: Date.UTC(2032, 0, 15, 10, 30) },
          finds: [],
        },
      ],
    },
    ...ACCOUNT_RULES.flatMap((rule) => casesOf(rule, at)),
    {
      what: 'match.expired-early',
      formats: EVERY,
      rows: [
        earned(at, 900),
        {
          ...spent(at, 900, { TCTYPE: 'expired', ORDERID: null }),
          finds: [{ code: 'match.expired-early', column: 'TRANS_ID' }],
        },
      ],
    },
    {
      what: 'match.redemption-unmatched',
      formats: EVERY,
      rows: [
        {
          ...spent(at, 1200),
          finds: [
            { code: 'match.redemption-unmatched', column: 'TRANS_ID' },
            { code: 'account.balance-negative', column: 'AMOUNT' },
          ],
        },
      ],
    },

    harmless('TCTYPE in capitals', { TCTYPE: 'EARNED' }, EVERY),
    harmless('TCTYPE with spaces around it', { TCTYPE: '  Earned ' }, EVERY),
    {
      what: 'TCTYPE in mixed case on a redemption',
      formats: EVERY,
      rows: [earned(at, 1100), spent(at, 1100, { TCTYPE: 'Spent' })],
    },
    harmless('TRANS_ID as text with leading zeros', { TRANS_ID: `00${id(0)}` }),
    harmless('TRANS_ID as text', { TRANS_ID: `TC-${id(0)}` }),
    harmless('TRANS_ID as a float', { TRANS_ID: `${id(0)}.0` }),
    harmless('CREATEDAT as ISO text', { CREATEDAT: new Date(time).toISOString() }),
    harmless('CREATEDAT as epoch milliseconds', { CREATEDAT: String(time) }),
    harmless('AMOUNT as text with a currency sign', { AMOUNT: '$1,234.50' }),
    harmless('AMOUNT with the float error of a sum', { AMOUNT: 0.1 + 0.2 }, WORKBOOK),
    harmless('CURRENCY in small letters', { CURRENCY: 'usd' }, EVERY),
    harmless('CURRENCY blank', { CURRENCY: null }, EVERY),
    harmless(
      'REASON that looks like a link formula',
      { REASON: '=HYPERLINK("http://example.com/","Refund")' },
      EVERY,
    ),
    harmless('REASON that begins with @', { REASON: '@SUM(1+1)*cmd' }, EVERY),
    harmless('REASON that begins with +', { REASON: '+1' }, EVERY),
    harmless('REASON that begins with -', { REASON: '-1+2' }, EVERY),
    harmless('REASON that begins with a tab', { REASON: '\t=1+1' }, EVERY),
    harmless(
      'REASON with quotes, a comma and a line break',
      { REASON: 'Said "late",\nagain' },
      EVERY,
    ),
    harmless('REASON beyond ASCII', { REASON: 'Geschädigt — 損傷 🧾' }, EVERY),
  ];
}
