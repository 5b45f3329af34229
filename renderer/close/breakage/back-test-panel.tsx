import type { BreakageView } from '../../../core/contract/close/close-view.ts';
import { Fact, Facts, Panel } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import parts from '../../components/surfaces/parts.module.css';
import { classTitle } from './breakage-words.ts';

/** What the chain ladder would have said of the last months, beside what came. */
export function BackTestPanel({ of }: { readonly of: BreakageView }) {
  const format = useFormat();
  const { backTest: test } = of;
  const title = `${classTitle(of)}: back-test`;
  if (test === null)
    return (
      <Panel title={title}>
        <p className="quiet">
          There are too few months for one: the chain ladder has nothing to learn from before the
          months that would be held out.
        </p>
      </Panel>
    );
  const { heldOutMonths, cohorts, predicted, actual, error } = test;
  const months = format.counted(heldOutMonths, 'month');
  return (
    <Panel title={title} flush>
      <div className={parts.flat}>
        <Facts>
          <Fact name="Held out" value={months} note={`the last that have passed wholly`} />
          <Fact name="Months of issue" value={format.count(cohorts)} />
          <Fact name="Predicted to be spent" value={format.amount(predicted)} />
          <Fact name="Spent" value={format.amount(actual)} />
          <Fact
            name="Error"
            value={format.amount(error)}
            note={
              actual === 0
                ? 'nothing was spent'
                : `${format.share(Math.abs(error) / actual)} of what was spent`
            }
          />
        </Facts>
      </div>
      <p className={parts.under}>
        The chain ladder, made without the last {months}, compared with what was spent in them. It
        is shown whatever the class is estimated by.
      </p>
    </Panel>
  );
}
