import { useState } from 'react';
import { Link } from 'wouter';
import { ESTIMATE_NOTE, estimateWarning } from '../../../core/contract/close/breakage.ts';
import { EmptyState, Notice, Panel } from '../../components/surfaces/surfaces.tsx';
import { pathTo } from '../../frame/routes.ts';
import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';
import { BackTestPanel } from './back-test-panel.tsx';
import { classKey, classTitle } from './breakage-words.ts';
import css from './breakage.module.css';
import { ClassTable } from './class-table.tsx';
import { ExpectationPanel } from './expectation-panel.tsx';
import { TrianglePanel } from './triangle-panel.tsx';
import { TrueUpPanel } from './true-up-panel.tsx';

export const breakagePart: ClosePart = {
  id: 'breakage',
  title: 'Breakage',
  clears: [],
  Panel: Breakage,
};

/** The estimate of what will never be redeemed: all classes, and one of them with what it rests on. */
function Breakage(props: ClosePanelProps) {
  const { view } = props;
  const { breakage, terms, policy, runId } = view;
  const [wanted, setWanted] = useState<string | null>(null);
  if (breakage === null || terms.breakage === null)
    return (
      <Panel title="Breakage">
        <EmptyState
          title="Breakage is not booked for this source."
          action={<Link href={pathTo('close', { runId, part: 'settings' })}>Close settings</Link>}
        >
          Turn it on in the close settings to estimate what customers will never redeem.
        </EmptyState>
      </Panel>
    );
  if (breakage.length === 0)
    return (
      <Panel title="Breakage">
        <EmptyState title="No lots up to the cut-off.">There is nothing to estimate.</EmptyState>
      </Panel>
    );
  const shown = breakage.find((one) => classKey(one) === wanted) ?? breakage[0]!;
  const warning = estimateWarning(policy);
  return (
    <>
      {warning !== null && (
        <Notice tone="warn" title="This estimate is too high.">
          {warning}
        </Notice>
      )}
      <Panel title="Breakage by class" flush>
        <p className={css.note}>{ESTIMATE_NOTE}</p>
        <ClassTable
          classes={breakage}
          shown={classKey(shown)}
          onShow={(one) => setWanted(classKey(one))}
        />
      </Panel>
      <div className={css.halves} key={classKey(shown)}>
        <TrueUpPanel of={shown} terms={terms.breakage} />
        <ExpectationPanel {...props} of={shown} breakage={terms.breakage} />
      </div>
      <TrianglePanel title={classTitle(shown)} cohorts={shown.cohorts} />
      <BackTestPanel of={shown} />
    </>
  );
}
