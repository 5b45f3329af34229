import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';
import { BalancesPanel } from './balances-panel.tsx';
import { CustomersPanel } from './customers-panel.tsx';
import { ItemsPanel } from './items-panel.tsx';
import { TieOutTable } from './tie-out-table.tsx';

export const tieOutPart: ClosePart = {
  id: 'tie-out',
  title: 'Tie-out',
  clears: ['tied-out'],
  Panel: TieOut,
};

/** The liability in the general ledger beside the sub-ledger, and what explains their difference. */
function TieOut(props: ClosePanelProps) {
  return (
    <>
      <BalancesPanel {...props} />
      <TieOutTable view={props.view} />
      <ItemsPanel {...props} />
      <CustomersPanel {...props} />
    </>
  );
}
