import type { ReactNode } from 'react';
import type { BreakageTerms } from '../../../core/contract/close/breakage.ts';
import type { BreakageView } from '../../../core/contract/close/close-view.ts';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { classTitle } from './breakage-words.ts';
import css from './breakage.module.css';

/** How the figures of a class follow from each other, down to the true-up and its entry. */
export function TrueUpPanel({
  of,
  terms,
}: {
  readonly of: BreakageView;
  readonly terms: BreakageTerms;
}) {
  const format = useFormat();
  const { earned, spent, expired, ultimate, breakage, recognised, toRecognise } = of;
  const { trueUpsBefore, trueUp, expectation } = of;
  const isEscheatable = expectation.is === 'escheatable';
  const [debit, credit] = trueUp < 0 ? [terms.credit, terms.debit] : [terms.debit, terms.credit];
  return (
    <Panel title={`${classTitle(of)}: from earned to the true-up`}>
      <table className={css.steps}>
        <tbody>
          <Step name="Earned" cents={earned} />
          <Step name="Redeemed so far" cents={spent} />
          {isEscheatable ? (
            <Step name="Expected breakage" cents={breakage}>
              Not redeemed is owed to a state
            </Step>
          ) : (
            <>
              {expectation.method === 'proportional' && (
                <Step name="Expected to be redeemed in the end" cents={ultimate} />
              )}
              <Step name="Expected breakage" cents={breakage} />
            </>
          )}
          <Step name="Recognised to date" cents={recognised} isSum />
          {!isEscheatable && (
            <Step name="less what has expired" cents={-expired}>
              Income by the entries of the periods
            </Step>
          )}
          <Step name="less earlier true-ups" cents={-trueUpsBefore} />
          <Step name="True-up of this period" cents={trueUp} isSum />
          <Step name="Still to recognise" cents={toRecognise} />
        </tbody>
      </table>
      <p className={css.entry}>
        {trueUp === 0
          ? 'There is nothing to book for this class.'
          : `Its entry debits ${debit} and credits ${credit} with ${format.amount(Math.abs(trueUp))}.`}
      </p>
    </Panel>
  );
}

interface StepProps {
  readonly name: string;
  readonly cents: number;
  readonly isSum?: boolean;
  readonly children?: ReactNode;
}

function Step({ name, cents, isSum, children }: StepProps) {
  const format = useFormat();
  return (
    <tr className={isSum ? css.sum : undefined}>
      <th scope="row">
        {name}
        {children && <small>{children}</small>}
      </th>
      <td className="number">{format.amount(cents)}</td>
    </tr>
  );
}
