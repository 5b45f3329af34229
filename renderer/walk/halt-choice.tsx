import type { RunView } from '../../core/contract/api/runs.ts';
import { Button } from '../components/controls.tsx';
import { Notice } from '../components/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { useRequestLike } from './run-again.ts';
import css from './walk.module.css';
import type { Starting } from './work-under-way.ts';

/** Where errors have halted the run: mend the workbook, or set the rows aside and go on. */
export function HaltChoice({ view, starting }: { view: RunView; starting: Starting }) {
  const { rejected } = view;
  const format = useFormat();
  const like = useRequestLike(view);
  const { start, busy } = starting;
  const rows = rejected?.rows ?? 0;
  const noun = rows === 1 ? 'row' : 'rows';
  return (
    <Notice
      tone="warn"
      title={
        rejected
          ? `Halted: ${format.count(rows)} ${noun} with errors, worth ${format.amount(rejected.cents)}.`
          : 'Halted by errors.'
      }
    >
      <div className={css.choice}>
        <p>
          Nothing was published. Either mend the workbook where the findings say, save it, and run
          again; or set the {noun} aside. They are reported with their findings and totals, and the
          rest is reconciled.
        </p>
        <div className={css.buttons}>
          <Button disabled={busy} onClick={() => start(like({}), 'validate')}>
            I have mended it: run again
          </Button>
          <Button disabled={busy} onClick={() => start(like({ onError: 'quarantine' }), null)}>
            {rejected
              ? `Quarantine ${format.count(rows)} ${noun} worth ${format.amount(rejected.cents)} and go on`
              : 'Quarantine the rows and go on'}
          </Button>
        </div>
      </div>
    </Notice>
  );
}
