import { generic } from './generic.ts';
import type { JournalLayout } from './layout.ts';
import { netsuite } from './netsuite.ts';
import { quickbooks } from './quickbooks.ts';
import { sap } from './sap.ts';
import { xero } from './xero.ts';

/** All layouts in which entries can be had, in the order in which they are offered. */
const DECLARED = [generic, netsuite, quickbooks, xero, sap] as const;

export type LayoutId = (typeof DECLARED)[number]['id'];

export const LAYOUTS: readonly (JournalLayout & { readonly id: LayoutId })[] = DECLARED;

/** What a layout declares. */
export function layoutOf(id: LayoutId): JournalLayout {
  return LAYOUTS.find((layout) => layout.id === id)!;
}
