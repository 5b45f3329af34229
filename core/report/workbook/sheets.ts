import { allocations } from '../sheets/long/allocations.ts';
import { balances } from '../sheets/long/balances.ts';
import { bridge } from '../sheets/bridge.ts';
import { breakage, breakageTriangle } from '../sheets/close/breakage.ts';
import { entries } from '../sheets/close/entries.ts';
import { flux } from '../sheets/close/flux.ts';
import { tieOut } from '../sheets/close/tie-out.ts';
import { controls } from '../sheets/controls.ts';
import { customerGroups } from '../sheets/customer-groups.ts';
import { exceptions } from '../sheets/long/exceptions.ts';
import { lineage } from '../sheets/lineage.ts';
import { notes } from '../sheets/long/notes.ts';
import { matchedRows } from '../sheets/long/matched-rows.ts';
import { openLots } from '../sheets/open-lots.ts';
import { restatedCustomers } from '../sheets/restated-customers.ts';
import { restatedMonths } from '../sheets/restated-months.ts';
import { rollForward, rollForwardByPeriod } from '../sheets/roll-forward.ts';
import type { OutputSheet, Sheet } from '../sheets/long/sheet.ts';
import { summary } from '../sheets/summary.ts';

/** The sheets of reconciliation.xlsx, in their order. */
export const SHEETS: readonly (Sheet | OutputSheet)[] = [
  summary,
  bridge,
  rollForward,
  rollForwardByPeriod,
  openLots,
  customerGroups,
  restatedMonths,
  restatedCustomers,
  tieOut,
  entries,
  breakage,
  breakageTriangle,
  flux,
  exceptions,
  notes,
  matchedRows,
  allocations,
  balances,
  controls,
  lineage,
];
