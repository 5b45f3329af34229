import { keepPreviousData } from '@tanstack/react-query';
import { ArrowLeftRight } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { comparedSettings } from '../../core/contract/setting-words/compared-settings.ts';
import { policyTitle } from '../../core/contract/settings.ts';
import { bridgeSentences } from '../../core/contract/bridge.ts';
import { COMPARISON_KINDS } from '../../core/contract/runs/compared-runs.ts';
import type { ComparisonKind, RunComparison } from '../../core/contract/runs/compared-runs.ts';
import type { SheetFormat } from '../../core/contract/calls/written-file.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { api, useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Menu } from '../components/overlays/menu.tsx';
import { Pager } from '../components/surfaces/pager.tsx';
import { Heads } from '../components/surfaces/heads.tsx';
import {
  EmptyState,
  Loading,
  Panel,
  ProblemNotice,
  Table,
} from '../components/surfaces/surfaces.tsx';
import { useExport } from '../components/surfaces/use-export.ts';
import { useFormat } from '../format/use-format.ts';
import { placeName } from '../words/run-words.ts';
import { bindScreen } from '../frame/bound-screen.ts';
import { pathTo, routes } from '../frame/routes.ts';
import { Screen } from '../frame/screen.tsx';
import css from './compare.module.css';
import { ComparedRows } from './compared-rows.tsx';
import { TotalsBeside } from './totals-beside.tsx';

export const screen = bindScreen('compare', ({ a, b }) => <CompareScreen a={a} b={b} />);

const PAGE = 100;

const KINDS: Readonly<Record<ComparisonKind, { readonly title: string; readonly about: string }>> =
  {
    new: { title: 'New', about: 'Rows only in run B.' },
    gone: { title: 'Gone', about: 'Rows only in run A.' },
    rematched: {
      title: 'Matched differently',
      about: 'Rows matched to different lots or with a different status.',
    },
    changed: { title: 'Changed', about: 'Rows whose own data changed between the runs.' },
  };

/** Two runs side by side: totals, settings, and the rows in which they differ. */
function CompareScreen({ a, b }: { a: string; b: string }) {
  const [, go] = useLocation();
  const [chosen, setChosen] = useState<ComparisonKind | null>(null);
  const [offset, setOffset] = useState(0);
  // Until somebody chooses, the first kind that has rows is shown.
  const first = useCall('runs.compare', { a, b, kind: 'new', offset: 0, limit: PAGE });
  const counts = first.data?.counts;
  const kind =
    chosen ?? (counts && COMPARISON_KINDS.find((one) => counts[one] > 0)) ?? COMPARISON_KINDS[0];
  const page = useCall(
    'runs.compare',
    { a, b, kind, offset, limit: PAGE },
    { placeholderData: keepPreviousData },
  );
  const swap = (
    <Button onClick={() => go(pathTo('compare', { a: b, b: a }))}>
      <ArrowLeftRight size={14} aria-hidden /> Swap A and B
    </Button>
  );
  const actions = (
    <>
      <ExportComparison a={a} b={b} />
      {swap}
    </>
  );
  const error = first.error ?? page.error;
  if (error)
    return (
      <Screen>
        <ProblemNotice
          problem={error}
          actions={<Button onClick={() => go(pathTo('history'))}>Choose other runs</Button>}
        />
      </Screen>
    );
  if (!first.data || !counts)
    return (
      <Screen>
        <Loading what="Comparing the runs" />
      </Screen>
    );
  const both = first.data;
  return (
    <Screen actions={actions}>
      <div className={css.runs}>
        <RunCard letter="A" run={both.a} />
        <RunCard letter="B" run={both.b} />
      </div>
      <div className={css.beside}>
        <TotalsBeside a={both.a} b={both.b} />
        <Differences comparison={both} />
      </div>
      <RowsByKind
        a={a}
        b={b}
        counts={counts}
        kind={kind}
        rows={page.data?.rows}
        offset={offset}
        onKind={(next) => {
          setChosen(next);
          setOffset(0);
        }}
        onOffset={setOffset}
      />
    </Screen>
  );
}

/** All that the screen shows as a workbook, or the rows in which the runs differ. */
function ExportComparison({ a, b }: { a: string; b: string }) {
  const { busy, save } = useExport();
  const write = (format: SheetFormat) => (): void =>
    void save(`compared-${a}-${b}.${format}`, (target) =>
      api('runs.exportComparison', { a, b, format, target }),
    );
  return (
    <Menu
      items={[
        { label: 'Totals, settings and rows as Excel', onSelect: write('xlsx') },
        { label: 'Rows that differ as CSV', onSelect: write('csv') },
      ]}
    >
      <Button disabled={busy}>Export comparison</Button>
    </Menu>
  );
}

interface RowsByKindProps {
  readonly a: string;
  readonly b: string;
  readonly counts: RunComparison['counts'];
  readonly kind: ComparisonKind;
  /** The page of that kind; until it is there, perhaps still of another. */
  readonly rows: RunComparison['rows'] | undefined;
  readonly offset: number;
  readonly onKind: (kind: ComparisonKind) => void;
  readonly onOffset: (offset: number) => void;
}

/** The rows in which the runs differ, a tab for each way of differing. */
function RowsByKind(props: RowsByKindProps) {
  const { a, b, counts, kind, rows, offset, onKind, onOffset } = props;
  return (
    <Tabs.Root
      value={kind}
      activationMode="manual"
      onValueChange={(next) => onKind(next as ComparisonKind)}
    >
      <section className={css.rows} aria-label="Rows in which the runs differ">
        <div className={css.head}>
          <Tabs.List className={css.tabs} aria-label="How rows differ">
            {COMPARISON_KINDS.map((one) => (
              <Tabs.Trigger key={one} value={one} className={css.tab}>
                {KINDS[one].title} <Count value={counts[one]} />
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <Pager of="rows" offset={offset} limit={PAGE} total={counts[kind]} onOffset={onOffset} />
        </div>
        {COMPARISON_KINDS.map((one) => (
          <Tabs.Content key={one} value={one} className={css.content}>
            <p className={css.about}>{KINDS[one].about}</p>
            {counts[one] === 0 ? (
              <EmptyState title="None.">
                {COMPARISON_KINDS.every((any) => counts[any] === 0)
                  ? 'Both runs have the same rows, matched the same way.'
                  : 'See the other tabs.'}
              </EmptyState>
            ) : !rows || rows.some((row) => row.kind !== one) ? (
              <Loading what="Reading the rows" />
            ) : (
              <ComparedRows kind={one} rows={rows} a={a} b={b} />
            )}
          </Tabs.Content>
        ))}
      </section>
    </Tabs.Root>
  );
}

function Count({ value }: { value: number }) {
  return <span className={css.count}>{useFormat().count(value)}</span>;
}

function RunCard({ letter, run }: { letter: 'A' | 'B'; run: RunRecord }) {
  const format = useFormat();
  return (
    <div className={css.run}>
      <span className={css.letter} aria-hidden>
        {letter}
      </span>
      <div>
        <Link href={routes.run(run.id)} aria-label={`Open run ${letter}, ${run.id}`}>
          {placeName(run.place)}
        </Link>
        <div className="quiet">
          {policyTitle(run.policy)} · {run.period ?? 'whole ledger'} ·{' '}
          {format.moment(run.startedAt)} · revision {format.count(run.revision)}
        </div>
        {bridgeSentences(run.cutOff?.bridge ?? [], format).map((sentence) => (
          <div key={sentence} className="quiet">
            {sentence}
          </div>
        ))}
        <div className="quiet mono">{run.id}</div>
      </div>
    </div>
  );
}

function Differences({ comparison: { a, b } }: { comparison: RunComparison }) {
  const differences = comparedSettings(a, b, useFormat());
  return (
    <Panel title="Run settings compared" flush={differences.length > 0}>
      {differences.length === 0 ? (
        <p className="quiet">Both runs used the same source, settings and version.</p>
      ) : (
        <Table caption="Settings and sources that differ">
          <Heads of={['What', 'Run A', 'Run B']} />
          <tbody>
            {differences.map((one) => (
              <tr key={one.name}>
                <th scope="row">{one.name}</th>
                <td className={css.value}>{one.a}</td>
                <td className={css.value}>{one.b}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
