import type { AskedSample, SampleView } from '../../../core/contract/close/sample.ts';
import { useQueryClient } from '@tanstack/react-query';
import { api, useCall } from '../../bridge/api.ts';
import { EmptyState, Loading, Panel, ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';
import { DrawPanel } from './draw-panel.tsx';
import { ItemsPanel } from './items-panel.tsx';
import { PopulationsPanel } from './populations-panel.tsx';

export const samplePart: ClosePart = {
  id: 'sample',
  title: 'Sample',
  clears: [],
  Panel: SamplePanels,
};

/**
 * The sample that is tested by hand, and what was noted of its items. It is no part of what is signed, so that it is
 * drawn and tested whether the period is locked or not.
 */
function SamplePanels(props: ClosePanelProps) {
  const { view, person, act } = props;
  const of = { sourceId: view.sourceId, period: view.period };
  const queries = useQueryClient();
  const { data: sample, error } = useCall('close.sample', of, { staleTime: Infinity });
  const draw = async (asked: AskedSample): Promise<void> => {
    const by = person === null ? {} : { by: person };
    const drawn = await act(() => api('close.draw-sample', { ...of, sample: asked, ...by }));
    if (drawn) queries.setQueryData<SampleView | null>(['close.sample', of], drawn);
  };
  if (error) return <ProblemNotice problem={error} />;
  if (sample === undefined)
    return (
      <Panel title="Sample">
        <Loading what="Reading the sample" />
      </Panel>
    );
  return (
    <>
      <DrawPanel key={sample?.at ?? 'none'} kept={sample} busy={props.busy} onDraw={draw} />
      {sample === null ? (
        <Panel title="Items">
          <EmptyState title="No sample is drawn yet.">
            Its items are listed here, each with its lot trail and a place for what was tested.
          </EmptyState>
        </Panel>
      ) : (
        <>
          <PopulationsPanel samples={sample.samples} />
          <ItemsPanel key={sample.at} {...props} sample={sample} />
        </>
      )}
    </>
  );
}
