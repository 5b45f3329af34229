import type { LayoutId } from '../../contract/close/layouts.ts';
import { generic } from './generic.ts';
import type { JournalLayout } from './layout.ts';
import { netsuite } from './netsuite.ts';
import { quickbooks } from './quickbooks.ts';
import { sap } from './sap.ts';
import { xero } from './xero.ts';

/** All layouts by their ids; the contract says what they are called. */
const LAYOUTS: Readonly<Record<LayoutId, JournalLayout>> = {
  csv: generic,
  netsuite,
  quickbooks,
  xero,
  sap,
};

/** What a layout declares. */
export function layoutOf(id: LayoutId): JournalLayout {
  return LAYOUTS[id];
}
