import type { LotTrail, TrailMovement } from '../../core/contract/api/grid.ts';
import type { SheetFormat } from '../../core/contract/calls/written-file.ts';
import { AFTER_CUT_OFF_STATUS } from '../../core/contract/bridge.ts';
import { exceptionTitle } from '../../core/contract/exceptions.ts';
import type { ExceptionRecord, RunRecord } from '../../core/contract/run.ts';
import { tableOf } from '../../core/report/columns/column.ts';
import { eachMoney, eachText, eachTime } from '../../core/report/columns/of-items.ts';
import type { ItemColumns } from '../../core/report/columns/of-items.ts';
import { CONCERNED } from '../../core/report/outputs/exceptions.ts';
import { addFigureSheet } from '../../core/report/drawn/figure-sheet.ts';
import type { Figure, Section } from '../../core/report/drawn/figure-sheet.ts';
import { addListSheet } from '../../core/report/xlsx/list-sheet.ts';
import { writeWorkbook } from '../../core/report/xlsx/workbook.ts';
import { aboutRun, runIdentity } from '../app/run-identity.ts';
import { writeTableFile } from '../app/table-file.ts';

/**
 * Writes everything of one customer as a workbook: who it is, in which run and at which cut-off, then its movements,
 * those after the cut-off too, its allocations and its exceptions; as CSV its movements. Returns how many movements
 * it holds.
 */
export async function exportCustomer(
  run: RunRecord,
  trail: LotTrail,
  path: string,
  format: SheetFormat,
  { csvBom }: { readonly csvBom: boolean },
): Promise<number> {
  const movements: readonly Movement[] = [
    ...trail.movements,
    ...trail.later.map((later): Movement => ({
      ...later,
      status: AFTER_CUT_OFF_STATUS,
      redeemId: null,
      matched: null,
      open: null,
      balance: null,
    })),
  ];
  const about = aboutRun(run, `Customer ${trail.customer}`);
  if (format === 'csv') {
    const table = tableOf(MOVEMENTS, movements, movements.length);
    return writeTableFile(path, 'Movements', table, 'csv', { csvBom, about });
  }
  await writeWorkbook(path, about, async (workbook) => {
    addFigureSheet(workbook, 'Customer', `Customer ${trail.customer}`, sectionsOf(run, trail));
    await addListSheet(workbook, 'Movements', MOVEMENTS, movements);
    await addListSheet(workbook, 'Allocations', ALLOCATIONS, trail.pairs);
    await addListSheet(workbook, 'Exceptions', EXCEPTIONS, trail.exceptions);
  });
  return movements.length;
}

/** A movement; one after the cut-off takes part in nothing. */
type Movement = Omit<TrailMovement, 'matched' | 'open' | 'balance' | 'flags'> & {
  readonly matched: number | null;
  readonly open: number | null;
  readonly balance: number | null;
};

function sectionsOf(run: RunRecord, trail: LotTrail): readonly Section[] {
  const { customer, name, facts, totals } = trail;
  const amount = (label: string, cents: number): Figure => ({ label, value: { cents } });
  const count = (label: string, value: number): Figure => ({ label, value: { count: value } });
  return [
    [
      'Customer',
      [
        { label: 'CUSTOMERID', value: customer },
        ...(name
          ? [{ label: `Name (${name.columns.join(' and ')} in Customers)`, value: name.text }]
          : []),
        ...Object.entries(facts).map(([label, value]) => ({ label, value })),
      ],
    ],
    ['Run', runIdentity(run)],
    ...totals.map(({ currency, ...of }): Section => [
      currency === '' ? 'At the cut-off' : `At the cut-off, ${currency}`,
      [
        amount('Earned', of.earned),
        amount('Spent', of.spent),
        amount('Expired', of.expired),
        amount('Balance', of.balance),
        amount('Open lots', of.openAmount),
        count('Number of open lots', of.openLots),
      ],
    ]),
  ];
}

const MOVEMENTS: ItemColumns<Movement> = [
  eachText('TRANS_ID', ({ id }) => id),
  eachText('TCTYPE', ({ type }) => type),
  eachTime('CREATEDAT', ({ createdAt }) => createdAt),
  eachTime('EXPIREDAT', ({ expiresAt }) => expiresAt),
  eachText('ORDERID', ({ order }) => order ?? ''),
  eachMoney('AMOUNT', ({ cents }) => cents),
  eachText('CURRENCY', ({ currency }) => currency),
  eachText('REASON', ({ reason }) => reason ?? ''),
  eachText('REDEEMID', ({ redeemId }) => redeemId ?? ''),
  eachText('MATCH_STATUS', ({ status }) => status),
  eachMoney('MATCHED_AMOUNT', ({ matched }) => matched),
  eachMoney('OPEN_AMOUNT', ({ open }) => open),
  eachMoney('BALANCE', ({ balance }) => balance),
];

const ALLOCATIONS: ItemColumns<LotTrail['pairs'][number]> = [
  eachText('EARNED_ID', ({ earnedId }) => earnedId),
  eachText('REDEEMER_ID', ({ redeemerId }) => redeemerId),
  eachMoney('AMOUNT', ({ cents }) => cents),
];

const EXCEPTIONS: ItemColumns<ExceptionRecord> = [
  eachText('EXCEPTION', ({ code }) => exceptionTitle(code), 32),
  eachText('TRANS_ID', CONCERNED.id),
  eachText('PAIRED_TRANS_ID', CONCERNED.pairedId),
  eachTime('CREATEDAT', ({ createdAt }) => createdAt),
  eachMoney('AT_STAKE', ({ cents }) => cents),
  eachText('CURRENCY', ({ currency }) => currency),
  eachText('MESSAGE', ({ message }) => message, 60, 'wraps'),
  eachText('STATUS', ({ status }) => status),
  eachText('OWNER', ({ owner }) => owner ?? ''),
];
