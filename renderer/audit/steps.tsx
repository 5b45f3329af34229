import type { RunView } from '../../core/contract/api/runs.ts';
import { STEP_TITLES } from '../../core/contract/steps.ts';
import type { StepName } from '../../core/contract/steps.ts';
import { figures, Heads } from '../components/surfaces/heads.tsx';
import { Panel, Table } from '../components/surfaces/surfaces.tsx';
import { durationText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { durationOf } from '../words/run-words.ts';
import css from './audit.module.css';

/** When each step was carried out, how often, and how many rows went through it. */
export function Steps({ view: { steps } }: { view: RunView }) {
  const format = useFormat();
  return (
    <Panel title="Steps" flush>
      <Table caption="Steps of the run">
        <Heads
          of={[
            'Step',
            'Status',
            'Started',
            figures('Duration'),
            figures('Rows in'),
            figures('Rows out'),
            figures('Attempts'),
            'Note',
          ]}
        />
        <tbody>
          {steps.map((step) => (
            <tr key={step.name}>
              <th scope="row">{STEP_TITLES[step.name as StepName] ?? step.name}</th>
              <td>{step.status}</td>
              <td className={css.nowrap}>{format.moment(step.startedAt)}</td>
              <td className="number">{durationText(durationOf(step))}</td>
              <td className="number">{format.count(step.rowsIn)}</td>
              <td className="number">{format.count(step.rowsOut)}</td>
              <td className="number">{format.count(step.attempts)}</td>
              <td>{step.detail ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
