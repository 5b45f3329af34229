import { Panel } from '../../components/surfaces/surfaces.tsx';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';
import { ExpiryList } from './expiry-list.tsx';
import { ExpiryRows } from './expiry-rows.tsx';
import { ExpirySums } from './expiry-sums.tsx';
import { GraceDays } from './grace-days.tsx';

export const expiryPart: ClosePart = { id: 'expiry', title: 'Expiry', clears: [], Panel: Expiry };

/** Lots that have lapsed and were not booked, what was spent all the same, and the rows that would book it. */
function Expiry(props: ClosePanelProps) {
  const { view } = props;
  return (
    <>
      <Panel title="Expiry control" flush>
        <ExpirySums view={view} />
        <GraceDays {...props} />
      </Panel>
      <ExpiryRows {...props} />
      <ExpiryList view={view} />
    </>
  );
}
