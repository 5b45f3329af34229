import { Link } from 'wouter';
import type { Job, RunView } from '../../../core/contract/api/runs.ts';
import type { ReportView } from '../../../core/contract/runs/report-view.ts';
import { matchRate, totalsByCurrency } from '../../../core/contract/totals.ts';
import { useCall } from '../../bridge/api.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import {
  Fact,
  Facts,
  Loading,
  Notice,
  Panel,
  ProblemNotice,
  Table,
} from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { pathTo, routes } from '../../frame/routes.ts';
import { Aging } from './aging.tsx';
import { DeliveryPanel } from './delivery-panel.tsx';
import { FilesTable } from './files-table.tsx';
import { FilesUnderWay } from './files-under-way.tsx';
import { LaterFile } from './later-file.tsx';
import { ClosingBridge } from './closing-bridge.tsx';
import { BridgePanel } from '../frame/bridge-panel.tsx';
import { NotYet } from '../frame/not-yet.tsx';
import { RollForward } from './roll-forward.tsx';
import { SignOffs } from './sign-offs.tsx';
import { setAsideWords } from '../../words/set-aside-words.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './report.module.css';
import type { StepView } from '../frame/walk-steps.ts';
import { useRequestLike } from '../../under-way/run-again.ts';
import type { Starting } from '../../under-way/work-under-way.ts';

/**
 * The result, as it is closed on: totals, bridge, roll-forward, sign-off; then the detail, then the files. The
 * figures stand there from the end of verification on; what needs the files waits for them.
 */
export function ReportStep({
  view,
  step,
  starting,
  job,
}: {
  view: RunView;
  step: StepView;
  starting: Starting;
  /** That carries out the run at this moment. */
  job: Job | undefined;
}) {
  const { run } = view;
  const like = useRequestLike(view);
  const { data: report, error } = useCall(
    'runs.report',
    { runId: run.id },
    { enabled: isVerified(view) },
  );
  const written = run.status === 'completed';
  if (!written && !report)
    return (
      <NotYet step={step}>
        Totals, roll-forward and aging appear once Verify has passed, and the files once they are
        written.
      </NotYet>
    );
  return (
    <>
      {!written && (
        <Notice tone="info" title="The figures are verified. The files are not all written yet.">
          {view.data === 'early'
            ? 'Matched rows and exceptions can be looked at already. The run can be signed off once all files are written.'
            : 'The run can be signed off once they are.'}
        </Notice>
      )}
      <Totals view={view} report={report ?? null} />
      {run.cutOff && <BridgePanel cutOff={run.cutOff} />}
      {report?.laterFile && <LaterFile file={report.laterFile} />}
      {error && <ProblemNotice problem={error} />}
      {!report && !error && (
        <Panel title="Roll-forward">
          <Loading what="Opening the report" />
        </Panel>
      )}
      {report && (
        <RollForward
          key={run.id}
          run={run}
          months={report.months}
          period={report.period}
          onPeriod={
            starting.busy || !written
              ? null
              : (period) => starting.start(like({ period, asOf: null }), null)
          }
        />
      )}
      {written ? (
        <SignOffs view={view} />
      ) : (
        <Panel title="Sign-off">
          <p className="quiet">Sign-off opens when all files are written.</p>
        </Panel>
      )}
      {report && (
        <>
          <Aging report={report} />
          <TopCustomers runId={view.data === null ? null : run.id} report={report} />
          {report.groups.length > 0 && <Groups report={report} />}
        </>
      )}
      {written ? (
        <>
          <FilesTable view={view} />
          <DeliveryPanel view={view} />
        </>
      ) : (
        <FilesUnderWay files={job?.progress?.files ?? null} running={job !== undefined} />
      )}
    </>
  );
}

/** Whether verification has passed: what comes after it no longer changes a figure. */
function isVerified({ steps }: RunView): boolean {
  return steps.some(({ name, status }) => name === 'verify' && status === 'completed');
}

function Totals({ view, report }: { view: RunView; report: ReportView | null }) {
  const { run } = view;
  const format = useFormat();
  const exceptions = view.exceptions.reduce((sum, { count }) => sum + count, 0);
  const open = view.exceptions
    .filter(({ status }) => status === 'open')
    .reduce((sum, { count }) => sum + count, 0);
  return (
    <Panel
      title="Totals"
      flush
      actions={
        (view.data === 'published' || view.data === 'early') && (
          <span className={css.links}>
            <Link href={routes.grid(run.id)}>Open the matched rows</Link>
            <Link href={pathTo('exceptions', { runId: run.id })}>
              {format.counted(exceptions, 'exception')}
              {exceptions > 0 && `, ${format.count(open)} open`}
            </Link>
          </span>
        )
      }
    >
      {run.totals &&
        totalsByCurrency(run.totals).map(({ currency, totals }) => (
          <div key={currency} className={parts.flat}>
            {currency && <h3 className={css.currency}>{currency}</h3>}
            <Facts>
              <Fact name="Earned" value={format.amount(totals.earned)} />
              <Fact name="Spent" value={format.amount(totals.spent)} />
              <Fact name="Expired" value={format.amount(totals.expired)} />
              <Fact
                name="Closing balance"
                value={format.amount(totals.closing)}
                note="liability at the cut-off"
              />
              <Fact name="Matched" value={format.amount(totals.matched)} />
              <Fact
                name="Match rate"
                value={format.share(matchRate(totals))}
                note="matched ÷ redeemed, by value"
              />
              <Fact name="Untracked variance" value={format.amount(totals.untracked)} />
            </Facts>
            <ClosingBridge totals={totals} currency={currency} />
          </div>
        ))}
      <div className={parts.flat}>
        <Facts>
          <Fact
            name="Fully covered"
            value={
              run.counts?.covered === undefined
                ? '–'
                : `${format.count(run.counts.covered)} of ${format.count(run.counts.spent + run.counts.expired)}`
            }
            note="redemptions"
          />
          <Fact name="Rows without an error" value={format.share(run.quality)} />
          <Fact name="Customers" value={format.count(run.counts?.customers)} />
          <Fact
            name="Rows set aside"
            value={format.count(run.counts?.quarantined)}
            note={setAsideWords(view.rejected?.byCurrency ?? [], format)}
          />
          <Fact
            name="As of"
            value={format.dayNamed(run.cutOff?.asOf ?? report?.asOf)}
            note="the end of the day"
          />
        </Facts>
      </div>
    </Panel>
  );
}

function TopCustomers({
  runId,
  report,
}: {
  /** Null while its rows cannot be looked at. */
  runId: string | null;
  report: ReportView;
}) {
  const format = useFormat();
  // Those with the largest balances may all be of one of the ledger's currencies.
  const several = new Set(report.months.map(({ currency }) => currency)).size > 1;
  return (
    <Panel title="Largest balances" flush>
      <Table caption="Customers with the largest balances">
        <Heads of={['Customer', ...(several ? ['Currency'] : []), figures('Balance')]} />
        <tbody>
          {report.topCustomers.map(({ customer, currency, cents }) => (
            <tr key={`${customer} ${currency}`}>
              <td>
                {runId === null ? (
                  customer
                ) : (
                  <Link href={routes.customer(runId, customer)}>{customer}</Link>
                )}
              </td>
              {several && <td>{currency}</td>}
              <td className="number">{format.amount(cents)}</td>
            </tr>
          ))}
          {report.topCustomers.length === 0 && (
            <tr>
              <td colSpan={3}>No customer has a balance.</td>
            </tr>
          )}
        </tbody>
      </Table>
    </Panel>
  );
}

function Groups({ report }: { report: ReportView }) {
  const format = useFormat();
  const several = new Set(report.groups.map(({ currency }) => currency)).size > 1;
  return (
    <Panel title="Totals by group" flush>
      <Table caption="Totals of each group">
        <Heads
          of={[
            'Group',
            'Value',
            ...(several ? ['Currency'] : []),
            ...['Earned', 'Spent', 'Expired', 'Closing'].map(figures),
          ]}
        />
        <tbody>
          {report.groups.map((group) => (
            <tr key={`${group.column} ${group.value} ${group.currency}`}>
              <td>{group.column}</td>
              <td>{group.value || <span className="quiet">blank</span>}</td>
              {several && <td>{group.currency}</td>}
              <td className="number">{format.amount(group.earned)}</td>
              <td className="number">{format.amount(group.spent)}</td>
              <td className="number">{format.amount(group.expired)}</td>
              <td className="number">{format.amount(group.closing)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
