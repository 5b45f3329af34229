import { useCallback, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { GridView } from '../../core/contract/api/grid.ts';
import type { RunView } from '../../core/contract/api/runs.ts';
import { useCall } from '../bridge/api.ts';
import { EmptyState, Loading, Notice, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { bindScreen } from '../frame/bound-screen.ts';
import { StillWriting } from '../components/surfaces/still-writing.tsx';
import { routes } from '../frame/routes.ts';
import { choiceKey, rememberedChoice } from './columns/column-choice.ts';
import { MatchedGrid } from './matched-grid.tsx';
import { isWhole, openedView } from './view/opened-view.ts';

/** Pixels: beside it the amounts of a row stay in sight in a window of 1366. */
const TRAIL_WIDTH = 356;

export const screen = bindScreen('grid', ({ run, view }) => (
  <GridScreen run={run} opened={view ?? null} />
));

/** The matched rows of a run: the grid on a view, which is part of the address. */
function GridScreen({ run, opened }: { run: RunView; opened: string | null }) {
  const runId = run.run.id;
  const [, go] = useLocation();
  const ours = useRef<string | null>(null);
  const [at, setAt] = useState({ opened, generation: 0 });
  const { view, understood } = openedView(opened);
  if (at.opened !== opened) {
    // The address follows the grid; only an address that is not the grid's own opens it anew.
    const followed = JSON.stringify(view) === ours.current;
    setAt({ opened, generation: at.generation + (followed ? 0 : 1) });
  }
  const facts = useCall('grid.open', { runId }, { enabled: run.data !== null });
  const key = facts.data ? choiceKey(facts.data.columns) : 'grid.columns';
  const columns = useCall('prefs.get', { key }, { enabled: facts.data !== undefined });
  const width = useCall('prefs.get', { key: 'grid.trail-width' });
  const onView = useCallback(
    (next: GridView) => {
      ours.current = JSON.stringify(next);
      const whole = isWhole(next) && next.sort.length === 0;
      go(routes.grid(runId, whole ? undefined : next), { replace: true });
    },
    [go, runId],
  );
  if (run.data === null)
    return (
      <EmptyState title="There are no matched rows yet.">
        They appear once the Match step is done.
      </EmptyState>
    );
  const problem = facts.error ?? columns.error;
  if (problem) return <ProblemNotice problem={problem} />;
  if (!facts.data || columns.data === undefined || width.isLoading)
    return <Loading what="Opening the matched rows" />;
  return (
    <>
      {!understood && (
        <Notice tone="warn" title="The link’s filters could not be read.">
          All rows are shown instead.
        </Notice>
      )}
      {facts.data.data === 'draft' && (
        <Notice tone="warn" title="Unpublished draft.">
          It can be viewed and exported, but it has not passed verification.
        </Notice>
      )}
      {facts.data.data === 'early' && <StillWriting />}
      <MatchedGrid
        key={at.generation}
        facts={facts.data}
        opened={view}
        choice={rememberedChoice(columns.data, facts.data.columns)}
        trailWidth={Number(width.data) || TRAIL_WIDTH}
        onView={onView}
      />
    </>
  );
}
