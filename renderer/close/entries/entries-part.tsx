import { useState } from 'react';
import { ChartPanel } from '../chart/chart-panel.tsx';
import { lineOfActivity } from '../chart/chart-draft.ts';
import type { ChartLineText } from '../../../core/contract/close/chart.ts';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';
import { BookedEntries } from './booked-entries.tsx';
import { EntriesToBook } from './entries-to-book.tsx';
import { ProofPanel } from './proof-panel.tsx';
import { UnmappedPanel } from './unmapped-panel.tsx';

export const entriesPart: ClosePart = {
  id: 'entries',
  title: 'Journal entries',
  clears: ['entries', 'booked'],
  Panel: Entries,
};

/** What has no account, what is to be booked and was, the proof of it, and the chart of accounts behind it. */
function Entries(props: ClosePanelProps) {
  const { view } = props;
  const [toMap, setToMap] = useState<ChartLineText | null>(null);
  const chart = (
    <ChartPanel
      // A saved version ends the draft.
      key={view.charts.length}
      {...props}
      toMap={toMap}
      onMapped={() => setToMap(null)}
    />
  );
  const isMapped = view.unmapped.length === 0;
  return (
    <>
      <UnmappedPanel
        view={view}
        isLocked={props.isLocked}
        onMap={(activity) =>
          setToMap(lineOfActivity(activity, view.terms.accounts[0]?.account ?? ''))
        }
      />
      {!isMapped && chart}
      <ProofPanel view={view} />
      <EntriesToBook {...props} />
      <BookedEntries {...props} />
      {isMapped && chart}
    </>
  );
}
