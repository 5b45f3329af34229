import { Panel } from '../../components/surfaces/surfaces.tsx';
import { EmptyState } from '../../components/surfaces/surfaces.tsx';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';
import { LiabilityPicture } from './liability-picture.tsx';
import css from './pictures.module.css';
import { RedemptionPicture } from './redemption-picture.tsx';

export const agingPart: ClosePart = {
  id: 'aging',
  title: 'Aging and vintages',
  clears: [],
  Panel: Aging,
};

/** What is owed by the month in which it was earned, and how fast each month's lots are redeemed. */
function Aging({ view: { vintages } }: ClosePanelProps) {
  if (vintages.length === 0)
    return (
      <Panel title="Aging and vintages">
        <EmptyState title="No lots up to the cut-off." />
      </Panel>
    );
  return vintages.map((of) => {
    const within = of.currency === '' ? '' : ` in ${of.currency}`;
    return (
      <div key={of.currency} className={css.pictures}>
        <Panel title={`Liability by month of issue${within}`}>
          <LiabilityPicture {...of} />
        </Panel>
        <Panel title={`Cumulative redemption by month of issue${within}`}>
          <RedemptionPicture {...of} />
        </Panel>
      </div>
    );
  });
}
