import { Link } from 'wouter';
import type { RunView } from '../../../core/contract/api/runs.ts';
import type { SheetFormat } from '../../../core/contract/calls/written-file.ts';
import { bridgeSentences } from '../../../core/contract/bridge.ts';
import type { RunTotals } from '../../../core/contract/run.ts';
import { policyOf, policyTitle } from '../../../core/contract/settings.ts';
import { matchRate, totalsByCurrency } from '../../../core/contract/totals.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import { api, useCall } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Menu } from '../../components/overlays/menu.tsx';
import { Fact, Facts, Loading, Panel, ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import { useExport } from '../../components/surfaces/use-export.ts';
import { useFormat } from '../../format/use-format.ts';
import { routes } from '../../frame/routes.ts';
import { NotYet } from '../frame/not-yet.tsx';
import { PolicyPictures } from './policy-pictures.tsx';
import { PolicyTable } from './policy-table.tsx';
import { Recommended } from './recommended.tsx';
import { useRequestLike } from '../../under-way/run-again.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './match.module.css';
import type { StepView } from '../frame/walk-steps.ts';
import type { Starting } from '../../under-way/work-under-way.ts';

interface MatchStepProps {
  readonly view: RunView;
  readonly step: StepView;
  readonly starting: Starting;
  readonly policy: Policy;
  readonly onPolicy: (policy: Policy) => void;
}

/** The policies side by side on this ledger, what each does to a customer, and what was matched. */
export function MatchStep({ view, step, starting, policy, onPolicy }: MatchStepProps) {
  const { run } = view;
  const validated = view.steps.some(
    ({ name, status }) => name === 'validate' && status === 'completed',
  );
  const {
    data: comparison,
    error,
    isPending,
  } = useCall(
    'policies.compare',
    { runId: run.id },
    { enabled: validated && run.status !== 'running', staleTime: Infinity },
  );
  if (!validated)
    return (
      <NotYet step={step}>
        Policies can be compared once the rows are validated; the matching will appear here.
      </NotYet>
    );
  return (
    <>
      {run.totals && <WhatWasMatched view={view} step={step} totals={run.totals} />}
      <Panel
        title="Policies on this ledger"
        flush
        actions={comparison && <ExportPolicies runId={run.id} />}
      >
        {error && (
          <div className={parts.inPanel}>
            <ProblemNotice problem={error} />
          </div>
        )}
        {comparison ? (
          <PolicyTable
            outcomes={comparison.outcomes}
            used={step.state === 'done' || view.run.totals ? run.policy : null}
            chosen={policy}
            onChoose={onPolicy}
          />
        ) : (
          !error && (
            <div className={css.comparing}>
              {isPending && run.status !== 'running' ? (
                <Loading what="Comparing the policies on this ledger" />
              ) : (
                <p className="quiet">The comparison is available once the run has stopped.</p>
              )}
            </div>
          )
        )}
        {comparison && (
          <Recommended
            view={view}
            step={step}
            starting={starting}
            policy={policy}
            onPolicy={onPolicy}
            comparison={comparison}
          />
        )}
        <Explained view={view} step={step} starting={starting} policy={policy} />
      </Panel>
      {comparison && (
        <PolicyPictures
          runId={run.id}
          policy={policy}
          examples={comparison.examples}
          onPolicy={onPolicy}
        />
      )}
    </>
  );
}

function ExportPolicies({ runId }: { runId: string }) {
  const { busy, save } = useExport();
  const write = (format: SheetFormat) => (): void =>
    void save(`policies-${runId}.${format}`, (target) =>
      api('policies.export', { runId, format, target }),
    );
  return (
    <Menu
      items={[
        { label: 'Run and figures as Excel', onSelect: write('xlsx') },
        { label: 'Figures as CSV', onSelect: write('csv') },
      ]}
    >
      <Button disabled={busy}>Export comparison</Button>
    </Menu>
  );
}

interface WhatWasMatchedProps extends Pick<MatchStepProps, 'view' | 'step'> {
  readonly totals: RunTotals;
}

/** What the policy of the run matched, in each currency. */
function WhatWasMatched({ view: { run, data }, step, totals: all }: WhatWasMatchedProps) {
  const format = useFormat();
  const { cutOff } = run;
  return (
    <Panel
      title={`Matching result: ${policyTitle(run.policy).toLowerCase()}`}
      flush
      actions={data !== null && <Link href={routes.grid(run.id)}>Open the matched rows</Link>}
    >
      {totalsByCurrency(all).map(({ currency, totals }) => (
        <div key={currency} className={parts.flat}>
          <Facts>
            {currency && <Fact name="Currency" value={currency} />}
            <Fact name="Matched" value={format.amount(totals.matched)} />
            <Fact
              name="Match rate"
              value={format.share(matchRate(totals))}
              note="matched ÷ redeemed, by value"
            />
            <Fact name="Open lots" value={format.amount(totals.openLots)} />
            <Fact name="Unapplied" value={format.amount(totals.uncovered)} />
            <Fact name="Untracked variance" value={format.amount(totals.untracked)} />
          </Facts>
        </div>
      ))}
      {bridgeSentences(cutOff?.bridge ?? [], format).map((sentence) => (
        <p key={sentence} className={parts.under}>
          {sentence}.
        </p>
      ))}
      <p className={parts.under}>
        {step.rowsIn !== null &&
          `${format.counted(step.rowsIn, 'row')} gave ${format.counted(step.rowsOut, 'allocation')}.`}
      </p>
    </Panel>
  );
}

/** The chosen policy in words, and how to have a run with it. */
function Explained({ view, step, starting, policy }: Omit<MatchStepProps, 'onPolicy'>) {
  const { run } = view;
  const like = useRequestLike(view);
  const { title, long, when } = policyOf(policy);
  const another = policy !== run.policy && step.state !== 'waiting' && run.status !== 'running';
  return (
    <div className={css.explained}>
      <p>
        <strong>{title}.</strong> {long} {when}
      </p>
      <div className={parts.buttons}>
        {another && (
          <Button disabled={starting.busy} onClick={() => starting.start(like({ policy }), null)}>
            Run with this policy
          </Button>
        )}
        <span className="quiet">
          {another
            ? 'Starts a new run; this one stays unchanged.'
            : step.state === 'waiting'
              ? 'The chosen policy is used when you continue.'
              : 'The policy of this run.'}
        </span>
      </div>
    </div>
  );
}
