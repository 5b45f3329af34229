import type { Chart, ChartTrial } from '../../../core/contract/close/chart.ts';
import type { CloseView } from '../../../core/contract/close/close-view.ts';
import { useCall } from '../../bridge/api.ts';
import { useSettled } from '../../components/controls/use-settled.ts';
import { ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './chart.module.css';

interface DraftTrialProps {
  readonly view: CloseView;
  readonly chart: Chart;
}

/** Milliseconds after the last change, in which nobody reads what it would do. */
const QUIET_MS = 400;

/** What a draft would do to the period if it were saved. */
export function DraftTrial({ view: { sourceId, period }, chart }: DraftTrialProps) {
  const settled = useSettled(chart, QUIET_MS);
  const { data, error } = useCall(
    'close.try-chart',
    { sourceId, period, chart: settled },
    {
      placeholderData: (before) => before,
    },
  );
  if (error) return <ProblemNotice problem={error} />;
  return (
    <div className={css.trial} role="status">
      {data ? <Trial trial={data} /> : 'Trying it on the period …'}
    </div>
  );
}

function Trial({ trial: { unmapped, entries } }: { readonly trial: ChartTrial }) {
  const format = useFormat();
  if (unmapped.length === 0)
    return entries.length === 0
      ? 'With this chart every amount has an account, and nothing new is to be booked.'
      : `With this chart every amount has an account: ${entries.length === 1 ? 'one entry is' : `${format.count(entries.length)} entries are`} to be booked.`;
  return (
    <>
      <strong>
        With this chart{' '}
        {unmapped.length === 1
          ? 'one amount still has'
          : `${format.count(unmapped.length)} amounts still have`}{' '}
        no account:
      </strong>
      <ul className={parts.list}>
        {unmapped.slice(0, 8).map(({ type, reason, groups, currency, cents, period }) => (
          <li key={JSON.stringify([period, type, reason, groups, currency])}>
            {[type, reason || 'no reason', ...Object.values(groups)].filter(Boolean).join(' · ')}:{' '}
            {format.amount(cents)} {currency}
          </li>
        ))}
        {unmapped.length > 8 && <li>and {format.count(unmapped.length - 8)} more</li>}
      </ul>
    </>
  );
}
