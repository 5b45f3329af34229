import type { Chart } from '../../../core/contract/close/chart.ts';
import { compareCharts } from '../../../core/contract/close/charts/compare-charts.ts';
import parts from '../../components/surfaces/parts.module.css';
import { changesWords } from './chart-words.ts';

interface VersionChangesProps {
  readonly before: Chart;
  readonly now: Chart;
}

/** What a version of the chart has otherwise than the one before it. */
export function VersionChanges({ before, now }: VersionChangesProps) {
  const words = changesWords(compareCharts(before, now));
  return (
    <div className={parts.inPanel}>
      <h3>Compared with version {before.version}</h3>
      {words.length === 0 ? (
        <p className="quiet">The lines are the same.</p>
      ) : (
        <ul className={parts.list} aria-label={`Changes since version ${before.version}`}>
          {words.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
