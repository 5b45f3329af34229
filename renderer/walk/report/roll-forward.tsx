import { useEffect, useRef, useState } from 'react';
import type { MonthView } from '../../../core/contract/runs/report-view.ts';
import type { RunRecord } from '../../../core/contract/run.ts';
import { ROLL_FORWARD_WORDS } from '../../../core/contract/periods.ts';
import type { RollForwardKind } from '../../../core/contract/periods.ts';
import { useCall } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Segments } from '../../components/controls/segments.tsx';
import { figures, Heads, unseen } from '../../components/surfaces/heads.tsx';
import {
  EmptyState,
  Loading,
  Panel,
  Pill,
  ProblemNotice,
  Table,
} from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import {
  byCurrency,
  foldQuiet,
  kindInFocus,
  periodWords,
  rollsForward,
  sumOfMonths,
} from './report-figures.ts';
import css from './report.module.css';

interface RollForwardProps {
  readonly run: RunRecord;
  readonly months: readonly MonthView[];
  /** The run's own period, a line a currency; empty for the whole ledger. */
  readonly period: readonly MonthView[];
  /** Begins a run of its own for a period; null while one is begun. */
  readonly onPeriod: ((period: string) => void) | null;
}

const KINDS = ROLL_FORWARD_WORDS.map(({ kind, title }) => ({ value: kind, label: title }));

/** Opening, activity and closing of every period of a kind; each opening is the closing before it. */
export function RollForward({ run, months, period, onPeriod }: RollForwardProps) {
  const [kind, setKind] = useState<RollForwardKind>(() => kindInFocus(run));
  const { data, error } = useCall(
    'grid.rollForward',
    { runId: run.id, kind },
    { enabled: kind !== 'month', staleTime: Infinity },
  );
  const periods = kind === 'month' ? months : data;
  const groups = byCurrency(periods ?? []);
  return (
    <Panel
      title="Roll-forward"
      flush
      actions={
        !periods ? null : groups.every(({ items }) => rollsForward(items)) ? (
          <Pill tone="good">Roll-forward ties</Pill>
        ) : (
          <Pill tone="bad">Roll-forward does not tie</Pill>
        )
      }
    >
      <OwnPeriod run={run} lines={period} />
      <div className={css.kinds}>
        <Segments label="Periods" value={kind} options={KINDS} onChange={setKind} />
      </div>
      {error && <ProblemNotice problem={error} />}
      {!periods && !error && <Loading what="Adding up the periods" />}
      {periods?.length === 0 && (
        <EmptyState title="No movements up to the cut-off.">
          The closing balance is 0.00.
        </EmptyState>
      )}
      {groups.map(({ currency, items }) => (
        <div key={currency} className={css.rollForward}>
          {groups.length > 1 && <h3 className={css.currency}>{currency}</h3>}
          <Periods
            caption={`Roll-forward by ${wordsOf(kind).title.toLowerCase()}${groups.length > 1 ? ` in ${currency}` : ''}`}
            words={wordsOf(kind)}
            periods={items}
            focused={run.period}
            onPeriod={onPeriod}
          />
        </div>
      ))}
    </Panel>
  );
}

function wordsOf(kind: RollForwardKind) {
  return ROLL_FORWARD_WORDS.find((words) => words.kind === kind)!;
}

/** Opening, activity and closing of the period that the run is about, of whatever kind it is. */
function OwnPeriod({ run, lines }: { run: RunRecord; lines: readonly MonthView[] }) {
  const format = useFormat();
  if (run.period === null || lines.length === 0) return null;
  const several = lines.length > 1;
  return (
    <Table caption="The period of this run">
      <Heads of={['Period', ...(several ? ['Currency'] : []), ...FIGURES.map(figures)]} />
      <tbody>
        {lines.map((line) => (
          <tr key={line.currency} className={css.periodRow}>
            <th scope="row">{periodWords(line.month, run.settings.calendar, format)}</th>
            {several && <td>{line.currency}</td>}
            <FigureCells of={line} />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const FIGURES = ['Opening', 'Earned', 'Spent', 'Expired', 'Closing', 'Movements'];

/** The cells of {@link FIGURES}. */
function FigureCells({ of }: { of: Omit<MonthView, 'currency' | 'month'> }) {
  const format = useFormat();
  return (
    <>
      <td className="number">{format.amount(of.opening)}</td>
      <td className="number">{format.amount(of.earned)}</td>
      <td className="number">{format.amount(-of.spent)}</td>
      <td className="number">{format.amount(-of.expired)}</td>
      <td className="number">{format.amount(of.closing)}</td>
      <td className="number">{format.count(of.movements)}</td>
    </>
  );
}

interface PeriodsProps {
  readonly caption: string;
  readonly words: ReturnType<typeof wordsOf>;
  readonly periods: readonly MonthView[];
  /** The period that the run is about; null for the whole ledger. */
  readonly focused: string | null;
  readonly onPeriod: RollForwardProps['onPeriod'];
}

function Periods({ caption, words, periods, focused, onPeriod }: PeriodsProps) {
  const format = useFormat();
  const focus = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    // Within its own table only: the screen stays where it is.
    const row = focus.current;
    const frame = row?.closest('div');
    if (row && frame) frame.scrollTop = row.offsetTop - frame.clientHeight / 2;
  }, [periods, focused]);
  const sum = sumOfMonths(periods);
  return (
    <Table caption={caption}>
      <Heads of={[words.title, ...FIGURES.map(figures), unseen('Run')]} />
      <tbody>
        {foldQuiet(periods, focused).map((line) => {
          if (line.kind === 'quiet')
            return (
              <tr key={line.first.month} className="quiet">
                <th scope="row" className={css.quietPeriods}>
                  {format.count(line.count)} without activity, {line.first.month} to{' '}
                  {line.last.month}
                </th>
                <FigureCells of={{ ...line.first, closing: line.last.closing }} />
                <td />
              </tr>
            );
          const { month: name } = line.period;
          const inFocus = name === focused;
          return (
            <tr
              key={name}
              ref={inFocus ? focus : undefined}
              className={inFocus ? css.periodRow : undefined}
            >
              <th scope="row">
                <span className={css.periodName}>{name}</span>{' '}
                {inFocus && <Pill tone="info">Period</Pill>}
              </th>
              <FigureCells of={line.period} />
              <td>
                {!inFocus && (
                  <Button
                    look="plain"
                    title={`A separate run with its cut-off at the end of ${name}`}
                    disabled={onPeriod === null}
                    onClick={() => onPeriod?.(name)}
                  >
                    Run for {name}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
      {sum && periods.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">All {words.many.toLowerCase()}</th>
            <FigureCells of={sum} />
            <td />
          </tr>
        </tfoot>
      )}
    </Table>
  );
}
