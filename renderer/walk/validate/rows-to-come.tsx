import type { ProblemValue } from '../../../core/contract/problem.ts';
import { Loading, ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import parts from '../../components/surfaces/parts.module.css';

/** In a panel instead of its rows: that they are being loaded, or why they cannot be. */
export function RowsToCome({
  problem,
  what = 'Loading the rows',
}: {
  readonly problem: ProblemValue | null;
  readonly what?: string;
}) {
  return problem ? (
    <div className={parts.inPanel}>
      <ProblemNotice problem={problem} />
    </div>
  ) : (
    <div className={parts.under}>
      <Loading what={what} />
    </div>
  );
}
