import { useState } from 'react';
import { Link } from 'wouter';
import type { RunView } from '../../core/contract/api/runs.ts';
import { ROLL_FORWARD_WORDS } from '../../core/contract/periods.ts';
import type { RollForwardKind } from '../../core/contract/periods.ts';
import { useCall } from '../bridge/api.ts';
import { Button, SelectField } from '../components/controls/controls.tsx';
import { CloseStatePill } from '../components/surfaces/close-state.tsx';
import { Heads } from '../components/surfaces/heads.tsx';
import { Panel, ProblemNotice, Table } from '../components/surfaces/surfaces.tsx';
import parts from '../components/surfaces/parts.module.css';
import { pathTo, routes } from '../frame/routes.ts';
import { useRequestLike } from '../under-way/run-again.ts';
import { useStartRun } from '../under-way/work-under-way.ts';
import { periodsToRun } from './closable.ts';
import type { WhyNotClosed } from './closable.ts';
import css from './close.module.css';

interface NotClosableProps {
  readonly view: RunView;
  readonly why: WhyNotClosed;
}

const WORDS: Readonly<Record<WhyNotClosed, string>> = {
  'not-completed':
    'A period is closed from a completed run. This run has not been completed; its steps say why.',
  archived: 'This run has been put aside in the archive. A close is made from runs that count.',
  'whole-ledger':
    'This run reports on the whole ledger, and a close is of one period: run the file again for it.',
  'period-kind':
    'This run reports on days that were chosen freely. Months, quarters, weeks, two weeks and fiscal periods can be closed: run the file again for one of them.',
};

/** A run that no period can be closed from: why not, and what to do instead. */
export function NotClosable({ view, why }: NotClosableProps) {
  const { run } = view;
  return (
    <>
      <Panel title="No close of this run">
        <div className={css.notClosable}>
          <p>{WORDS[why]}</p>
          {why === 'not-completed' && <Link href={routes.run(run.id)}>Go to the steps</Link>}
          {(why === 'whole-ledger' || why === 'period-kind') && <RunForPeriod view={view} />}
        </div>
      </Panel>
      <ClosablePeriods sourceId={run.sourceId} />
    </>
  );
}

/** Begins a run for a period of any kind in which the ledger has movements. */
function RunForPeriod({ view }: Pick<NotClosableProps, 'view'>) {
  const { data: report } = useCall('runs.report', { runId: view.run.id });
  const { settings } = view.run;
  const [kind, setKind] = useState<RollForwardKind>(settings.rollForward);
  const [chosen, setChosen] = useState<string | null>(null);
  const starting = useStartRun();
  const like = useRequestLike(view);
  const months = report?.months.map(({ month }) => month) ?? [];
  const periods = periodsToRun(months, view.run, kind);
  const period = chosen ?? periods[0];
  if (period === undefined) return null;
  return (
    <>
      <div className={parts.inline}>
        <SelectField
          label="Kind of period"
          value={kind}
          onChange={({ target }) => {
            setKind(target.value as RollForwardKind);
            setChosen(null);
          }}
        >
          {ROLL_FORWARD_WORDS.map((one) => (
            <option key={one.kind} value={one.kind}>
              {one.title}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Period"
          value={period}
          onChange={({ target }) => setChosen(target.value)}
        >
          {periods.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </SelectField>
        <Button
          look="primary"
          disabled={starting.busy}
          onClick={() => starting.start(like({ period, asOf: null }), null)}
        >
          {starting.busy ? 'Starting …' : `Run for ${period}`}
        </Button>
      </div>
      {starting.problem && <ProblemNotice problem={starting.problem} />}
    </>
  );
}

/** The periods of a source that have a close, each leading to it. */
function ClosablePeriods({ sourceId }: { sourceId: number }) {
  const { data: periods } = useCall('close.periods', { sourceId });
  if (!periods || periods.length === 0) return null;
  return (
    <Panel title="Periods of this source" flush>
      <Table caption="Periods of this source that can be closed">
        <Heads of={['Period', 'State']} />
        <tbody>
          {periods.map(({ period, runId, ...close }) => (
            <tr key={period}>
              <td>
                <Link href={pathTo('close', { runId })}>{period}</Link>
              </td>
              <td>
                <CloseStatePill close={close} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
