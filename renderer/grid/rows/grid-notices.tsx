import type { ProblemValue } from '../../../core/contract/problem.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Notice, ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import css from './rows.module.css';

interface GridNoticesProps {
  readonly problem: ProblemValue | null;
  /** An id that was looked for and is not in the view. */
  readonly absent: string | null;
  readonly onAgain: () => void;
  /** Shows the rows that have the id in any column, whatever the view was. */
  readonly onSearch: (id: string) => void;
  readonly onClose: () => void;
}

/** What went wrong or was not found, above the rows so that nothing has to move. */
export function GridNotices({ problem, absent, onAgain, onSearch, onClose }: GridNoticesProps) {
  const close = <Button onClick={onClose}>Close</Button>;
  return (
    <div className={css.over}>
      {problem && (
        <ProblemNotice
          problem={problem}
          actions={
            <>
              <Button onClick={onAgain}>Try again</Button>
              {close}
            </>
          }
        />
      )}
      {absent !== null && (
        <Notice
          tone="info"
          title={`No row in this view has the TRANS_ID ${absent}.`}
          actions={
            <>
              <Button onClick={() => onSearch(absent)}>Search all rows and columns</Button>
              {close}
            </>
          }
        >
          It may be filtered out, or be the id of an order, a customer or a redemption.
        </Notice>
      )}
    </div>
  );
}
