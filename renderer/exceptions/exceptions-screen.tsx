import { useRef, useState } from 'react';
import type { RunView } from '../../core/contract/api/runs.ts';
import { asProblem } from '../../core/contract/problem.ts';
import { api, useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { useToast } from '../components/overlays/toasts.tsx';
import { EmptyState, Loading, Notice, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { exceptionTitle, unlistedExceptions } from '../../core/contract/exceptions.ts';
import { useFormat } from '../format/use-format.ts';
import { bindScreen } from '../frame/bound-screen.ts';
import { StillWriting } from '../components/surfaces/still-writing.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { ExceptionDetail } from './exception-detail.tsx';
import { ExceptionTable } from './exception-table.tsx';
import css from './exceptions.module.css';
import { KindFilter, ListFilters } from './list-filters.tsx';
import { ListHead } from './list-head.tsx';
import { NOTHING_SELECTED, allOf } from './selection.ts';
import { useDecisions } from './use-decisions.ts';
import { PAGE, useWorkList } from './use-work-list.ts';
import type { WorkList } from './use-work-list.ts';
import { WHOLE_LIST, kindsOf } from './work-list.ts';

export const screen = bindScreen('exceptions', ({ run }) => <ExceptionsScreen run={run} />);

/** The exceptions of a run as a work list: found, narrowed down, decided on, handed on. */
function ExceptionsScreen({ run: view }: { run: RunView }) {
  const { run, data } = view;
  const runId = run.id;
  const list = useWorkList(runId);
  const decisions = useDecisions(runId, list);
  const [detailOpen, setDetailOpen] = useState(false);
  const work = useRef<HTMLDivElement>(null);
  const toast = useToast();
  const summary = useCall('exceptions.summary', { runId });
  const owners = useCall('exceptions.owners', { runId }).data ?? [];
  const { view: shown, show, selection, select, current } = list;
  const selectAll = async (): Promise<void> => {
    try {
      select(allOf(await api('exceptions.keys', { runId, query: list.query })));
    } catch (thrown) {
      const { message, hint } = asProblem(thrown);
      toast(`${message} ${hint}`);
    }
  };

  if (summary.error) return <ProblemNotice problem={summary.error} />;
  if (!summary.data) return <Loading what="Reading the exceptions" />;
  const isCompleted = run.status === 'completed';
  if (summary.data.length === 0) return <NoExceptions run={run} />;
  const busy = decisions.busy || !isCompleted;
  return (
    <div className={css.screen}>
      {run.status === 'running' && <StillWriting />}
      {!isCompleted && run.status !== 'running' && (
        <Notice tone="warn" title="This run has not completed.">
          Nothing can be decided on its exceptions until its files are written.
          {view.canContinue && ' Continue it under Steps.'}
        </Notice>
      )}
      <Unlisted run={view} />
      <KindFilter kinds={kindsOf(summary.data)} view={shown} onChange={show} />
      <ListFilters view={shown} owners={owners} onChange={show} />
      <div className={css.split}>
        <section className={css.work} aria-label="Work list" ref={work}>
          <ListHead runId={runId} list={list} isCompleted={isCompleted} />
          {isCompleted && (
            <DecisionBar
              selected={selection.keys.size}
              matching={list.count}
              owners={owners}
              busy={decisions.busy}
              onNothing={() => toast('Select exceptions first.')}
              onApply={decisions.applyToSelected}
              onSelectAll={() => void selectAll()}
              onClear={() => select(NOTHING_SELECTED)}
            />
          )}
          <ListBody
            runId={runId}
            list={list}
            narrow={detailOpen && current !== undefined}
            onOpen={() => setDetailOpen(true)}
          />
        </section>
        {detailOpen && current && (
          <ExceptionDetail
            key={current.key}
            run={run}
            rowsThere={data !== null}
            record={current}
            owners={owners}
            busy={busy}
            onDecide={(decision) => decisions.apply(decision, [current.key])}
            onClose={() => {
              setDetailOpen(false);
              work.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus();
            }}
          />
        )}
      </div>
    </div>
  );
}

/** Of long lists, that the smallest amounts are left to the file. */
function Unlisted({ run }: { run: RunView }) {
  const format = useFormat();
  const unlisted = unlistedExceptions(run);
  if (unlisted.length === 0) return null;
  return (
    <Notice tone="info" title="The largest amounts of each kind are listed here.">
      {unlisted.map(({ code, count }) => (
        <p key={code}>
          {exceptionTitle(code)}: {format.count(count)} more, all of them in exceptions.csv.
        </p>
      ))}
    </Notice>
  );
}

function NoExceptions({ run: { status } }: { run: RunView['run'] }) {
  return status === 'completed' ? (
    <EmptyState title="This run has no exceptions.">
      Every redemption is fully matched, and there is nothing else to review.
    </EmptyState>
  ) : (
    <EmptyState title="There are no exceptions yet.">
      They appear once Verify has passed.
    </EmptyState>
  );
}

interface ListBodyProps {
  readonly runId: string;
  readonly list: WorkList;
  /** The details take up room beside it. */
  readonly narrow: boolean;
  readonly onOpen: () => void;
}

/** The page itself, or why there is none. */
function ListBody({ runId, list, narrow, onOpen }: ListBodyProps) {
  const { problem, page, count, offset } = list;
  if (problem) return <ProblemNotice problem={problem} />;
  if (!page) return <Loading what="Reading the exceptions" />;
  if (count === 0)
    return (
      <EmptyState
        title="No exceptions match."
        action={<Button onClick={() => list.show(WHOLE_LIST)}>Show all exceptions</Button>}
      >
        Widen the filters to see more.
      </EmptyState>
    );
  return (
    <ExceptionTable
      runId={runId}
      items={list.items}
      offset={offset}
      total={count}
      view={list.view}
      selection={list.selection}
      activeKey={list.current?.key ?? null}
      narrow={narrow}
      onView={list.order}
      onSelection={list.select}
      onActive={list.goTo}
      onOpen={onOpen}
      onPage={(direction) => {
        const next = offset + direction * PAGE;
        if (next < 0 || next >= count) return false;
        list.turnTo(next);
        return true;
      }}
    />
  );
}
