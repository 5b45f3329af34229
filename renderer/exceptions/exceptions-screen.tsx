import { useEffect, useRef, useState } from 'react';
import { keepPreviousData } from '@tanstack/react-query';
import type { RunView } from '../../core/contract/api/runs.ts';
import type { TableFormat } from '../../core/contract/api/shell.ts';
import { asProblem } from '../../core/contract/problem.ts';
import type { ExceptionRecord, ExceptionStatus } from '../../core/contract/run.ts';
import { api, useAction, useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Menu } from '../components/overlays/menu.tsx';
import { Pager } from '../components/surfaces/pager.tsx';
import { useShortcut } from '../components/overlays/shortcuts.tsx';
import { Amount, EmptyState, Loading, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useToast } from '../components/overlays/toasts.tsx';
import { useExport } from '../components/surfaces/use-export.ts';
import { useFormat } from '../format/use-format.ts';
import { DecisionBar } from './decision-bar.tsx';
import { ExceptionDetail } from './exception-detail.tsx';
import { ExceptionTable } from './exception-table.tsx';
import css from './exceptions.module.css';
import { KindFilter, ListFilters } from './list-filters.tsx';
import { NOTHING_SELECTED, allOf } from './selection.ts';
import { useRememberedView } from './use-remembered-view.ts';
import { WHOLE_LIST, decisionWords, inParts, kindsOf, narrowed, queryOf } from './work-list.ts';
import { bindScreen } from '../frame/bound-screen.ts';
import type { Decision, WorkListView } from './work-list.ts';

export const screen = bindScreen('exceptions', ({ run }) => <ExceptionsScreen run={run} />);

const PAGE = 100;
/** As many as one call takes. */
const AT_ONCE = 20_000;

const CHANGED = [
  'exceptions.list',
  'exceptions.summary',
  'exceptions.owners',
  'exceptions.notes',
] as const;

/** The exceptions of a run as a work list: found, narrowed down, decided on, handed on. */
function ExceptionsScreen({ run: { run, data } }: { run: RunView }) {
  const runId = run.id;
  const [view, setView] = useRememberedView(runId);
  const [offset, setOffset] = useState(0);
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const [active, setActive] = useState<{ readonly key: string; readonly place: number } | null>(
    null,
  );
  const [detailOpen, setDetailOpen] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const format = useFormat();
  const toast = useToast();
  const exporting = useExport();
  const query = queryOf(view);
  const summary = useCall('exceptions.summary', { runId });
  const owners = useCall('exceptions.owners', { runId }).data ?? [];
  const page = useCall(
    'exceptions.list',
    { runId, query, offset, limit: PAGE },
    { placeholderData: keepPreviousData },
  );
  const change = useAction('exceptions.change', CHANGED);

  const items = page.data?.items ?? [];
  const count = page.data?.count ?? 0;
  // A row that a change took out of the list leaves its place to the one after it.
  const current: ExceptionRecord | undefined =
    active === null
      ? undefined
      : (items.find(({ key }) => key === active.key) ??
        items[Math.min(active.place, items.length - 1)]);

  useEffect(() => {
    // Fewer pages than before: the last one that there is.
    if (page.data && !page.isPlaceholderData && offset > 0 && offset >= page.data.count)
      setOffset(Math.max(0, Math.floor((page.data.count - 1) / PAGE) * PAGE));
  }, [page.data, page.isPlaceholderData, offset]);

  const show = (next: WorkListView): void => {
    setView(next);
    setOffset(0);
    setActive(null);
    setSelection(NOTHING_SELECTED);
  };
  const apply = async (decision: Decision, keys: readonly string[]): Promise<boolean> => {
    let done = 0;
    try {
      for (const part of inParts(keys, AT_ONCE)) {
        await change.mutateAsync({ runId, keys: [...part], ...decision });
        done += part.length;
      }
      toast(decisionWords(done, format.count(done), decision));
      return true;
    } catch (thrown) {
      const { message, hint } = asProblem(thrown);
      const before = done > 0 ? `${format.count(done)} were changed before it. ` : '';
      toast(`${message} ${before}${hint}`);
      return false;
    }
  };
  const applyToSelected = async (decision: Decision): Promise<boolean> => {
    const done = await apply(decision, [...selection.keys]);
    if (done) setSelection(NOTHING_SELECTED);
    return done;
  };
  const setStatus = (status: ExceptionStatus): void => {
    if (change.isPending) return;
    if (selection.keys.size > 0) void applyToSelected({ status });
    else if (current) void apply({ status }, [current.key]);
    else toast('Select an exception first.');
  };
  const group = 'In the exceptions';
  useShortcut({ keys: 'alt+o', does: 'Mark as open', group }, () => setStatus('open'));
  useShortcut({ keys: 'alt+e', does: 'Mark as explained', group }, () => setStatus('explained'));
  useShortcut({ keys: 'alt+a', does: 'Mark as accepted', group }, () => setStatus('accepted'));
  useShortcut({ keys: 'alt+v', does: 'Mark as resolved', group }, () => setStatus('resolved'));

  const selectAll = async (): Promise<void> => {
    try {
      setSelection(allOf(await api('exceptions.keys', { runId, query })));
    } catch (thrown) {
      const { message, hint } = asProblem(thrown);
      toast(`${message} ${hint}`);
    }
  };
  const exportList = (as: TableFormat): void =>
    void exporting.save(`exceptions-${runId}.${as}`, (target) =>
      api('exceptions.export', { runId, query, format: as, target }),
    );

  if (summary.error) return <ProblemNotice problem={summary.error} />;
  if (!summary.data) return <Loading what="Reading the exceptions" />;
  if (summary.data.length === 0)
    return run.status === 'completed' ? (
      <EmptyState title="This run has no exceptions.">
        Every redemption found its lots, and nothing else wants a look.
      </EmptyState>
    ) : (
      <EmptyState title="There are no exceptions yet.">
        They are found when the matching is reported. Take the run further under Steps.
      </EmptyState>
    );
  return (
    <div className={css.screen}>
      <KindFilter kinds={kindsOf(summary.data)} view={view} onChange={show} />
      <ListFilters view={view} owners={owners} onChange={show} />
      <div className={css.split}>
        <section className={css.work} aria-label="Work list" ref={list}>
          <header className={css.head}>
            <h2>{narrowed(view) ? 'Exceptions that match' : 'All exceptions'}</h2>
            <span className={css.stake} data-testid="at-stake">
              At stake:{' '}
              {(page.data?.atStake ?? []).map(({ currency, cents }) => (
                <Amount key={currency} cents={cents} currency={currency} />
              ))}
              {count === 0 && '–'}
            </span>
            <div className={css.headEnd}>
              <Pager
                of="exceptions"
                offset={offset}
                limit={PAGE}
                total={count}
                onOffset={(next) => {
                  setOffset(next);
                  setActive(null);
                }}
              />
              <Menu
                items={[
                  { label: 'As CSV', onSelect: () => exportList('csv') },
                  { label: 'As Excel workbook', onSelect: () => exportList('xlsx') },
                  { label: 'As Parquet', onSelect: () => exportList('parquet') },
                ]}
              >
                <Button disabled={exporting.busy || count === 0}>
                  {exporting.busy ? 'Exporting …' : 'Export list'}
                </Button>
              </Menu>
            </div>
          </header>
          <DecisionBar
            selected={selection.keys.size}
            matching={count}
            owners={owners}
            busy={change.isPending}
            onApply={applyToSelected}
            onSelectAll={() => void selectAll()}
            onClear={() => setSelection(NOTHING_SELECTED)}
          />
          {page.error ? (
            <ProblemNotice problem={page.error} />
          ) : !page.data ? (
            <Loading what="Reading the exceptions" />
          ) : count === 0 ? (
            <EmptyState
              title="No exception matches."
              action={<Button onClick={() => show(WHOLE_LIST)}>Show all exceptions</Button>}
            >
              Widen the filters to see more.
            </EmptyState>
          ) : (
            <ExceptionTable
              runId={runId}
              items={items}
              offset={offset}
              total={count}
              view={view}
              selection={selection}
              activeKey={current?.key ?? null}
              narrow={detailOpen && current !== undefined}
              onView={(next) => {
                setView(next);
                setOffset(0);
              }}
              onSelection={setSelection}
              onActive={(key, place) => setActive({ key, place })}
              onOpen={() => setDetailOpen(true)}
              onPage={(direction) => {
                const next = offset + direction * PAGE;
                if (next < 0 || next >= count) return false;
                setOffset(next);
                setActive(null);
                return true;
              }}
            />
          )}
        </section>
        {detailOpen && current && (
          <ExceptionDetail
            key={current.key}
            runId={runId}
            rowsThere={data !== null}
            record={current}
            owners={owners}
            busy={change.isPending}
            onDecide={(decision) => apply(decision, [current.key])}
            onClose={() => {
              setDetailOpen(false);
              list.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus();
            }}
          />
        )}
      </div>
    </div>
  );
}
