import { policyTitle } from '../../../core/contract/settings.ts';
import type { PolicyComparison } from '../../../core/contract/api/policies.ts';
import type { RunView } from '../../../core/contract/api/runs.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Notice } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { useRequestLike } from '../../under-way/run-again.ts';
import parts from '../../components/surfaces/parts.module.css';
import { lessUntracked } from './less-untracked.ts';
import type { StepView } from '../frame/walk-steps.ts';
import type { Starting } from '../../under-way/work-under-way.ts';

interface RecommendedProps {
  readonly view: RunView;
  readonly step: StepView;
  readonly starting: Starting;
  readonly policy: Policy;
  readonly onPolicy: (policy: Policy) => void;
  readonly comparison: PolicyComparison;
}

/** The policy that traces every cent, one click away, where the one at hand leaves some untracked. */
export function Recommended(props: RecommendedProps) {
  const { view, step, starting, policy, onPolicy, comparison } = props;
  const format = useFormat();
  const like = useRequestLike(view);
  const waiting = step.state === 'waiting';
  const better = lessUntracked(comparison.outcomes, waiting ? policy : view.run.policy);
  return (
    <div className={parts.inPanel}>
      {better === null ? (
        <p className="quiet">The liability is the same under every policy.</p>
      ) : (
        <Notice
          tone="info"
          title={`${policyTitle(better.policy)} leaves ${better.less
            .map(({ currency, cents }) => `${format.amount(cents)} ${currency}`.trim())
            .join(', ')} less untracked on this ledger.`}
          actions={
            waiting ? (
              <Button onClick={() => onPolicy(better.policy)}>
                Use {policyTitle(better.policy).toLowerCase()}
              </Button>
            ) : (
              <Button
                disabled={starting.busy || view.run.status === 'running'}
                onClick={() => starting.start(like({ policy: better.policy }), null)}
              >
                Run with {policyTitle(better.policy).toLowerCase()}
              </Button>
            )
          }
        >
          The liability is the same under every policy; the difference is how much of it can be
          traced to lots and redemptions.
        </Notice>
      )}
    </div>
  );
}
