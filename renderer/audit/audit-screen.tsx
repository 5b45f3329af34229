import { ArrowRight } from 'lucide-react';
import { Link } from 'wouter';
import type { RunView } from '../../core/contract/api/runs.ts';
import { STEP_TITLES } from '../../core/contract/steps.ts';
import type { StepName } from '../../core/contract/steps.ts';
import { useCall } from '../bridge/api.ts';
import { CopyButton } from '../components/surfaces/copy-button.tsx';
import { figures, Heads } from '../components/surfaces/heads.tsx';
import {
  EmptyState,
  Loading,
  Panel,
  ProblemNotice,
  Table,
} from '../components/surfaces/surfaces.tsx';
import { bytesText, durationText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { bindScreen } from '../frame/bound-screen.ts';
import { pathTo, routes } from '../frame/routes.ts';
import { actionWords, detailWords, trailText } from './audit-words.ts';
import { Checksum } from './checksum.tsx';
import css from './audit.module.css';
import { checksumText, lineageOf } from './lineage.ts';
import { durationOf } from '../words/run-words.ts';
import { settingsWords } from '../words/settings-snapshot.ts';

export const screen = bindScreen('audit', ({ run }) => <AuditScreen run={run} />);

/** What an auditor asks of a run: where it came from, what was done, by whom, and to which bytes. */
function AuditScreen({ run: view }: { run: RunView }) {
  return (
    <div className={css.audit}>
      <Provenance view={view} />
      <Signatures view={view} />
      <Steps view={view} />
      <Lineage view={view} />
      <Snapshot view={view} />
      <Trail runId={view.run.id} />
    </div>
  );
}

function Provenance({ view: { run, source, checks, folder } }: { view: RunView }) {
  const format = useFormat();
  const passed = checks.filter((check) => check.passed).length;
  return (
    <Panel title="Provenance">
      <dl className={css.facts}>
        <dt>Run</dt>
        <dd>
          <code>{run.id}</code> <CopyButton text={run.id} what="the run’s id" /> revision{' '}
          {format.count(run.revision)}
          {run.supersedes !== null && (
            <>
              , replaces{' '}
              <Link href={pathTo('audit', { runId: run.supersedes })}>{run.supersedes}</Link>
            </>
          )}
          {run.supersededBy !== null && (
            <>
              , replaced by{' '}
              <Link href={pathTo('audit', { runId: run.supersededBy })}>{run.supersededBy}</Link>
            </>
          )}
        </dd>
        <dt>Source</dt>
        <dd>
          {source.name}
          <div className="quiet">{run.place}</div>
        </dd>
        <dt>SHA-256 of the source</dt>
        <dd>
          {run.sha256 === null ? (
            'Not fetched'
          ) : (
            <>
              <code className={css.whole}>{run.sha256}</code>{' '}
              <CopyButton text={run.sha256} what="the SHA-256 of the source" />
            </>
          )}
        </dd>
        <dt>Size</dt>
        <dd>
          {bytesText(run.bytes)}
          {run.sheets?.map(({ name, rows }) => (
            <span key={name}>
              {' · '}
              {name}: {format.count(rows)} rows
            </span>
          ))}
        </dd>
        {Object.keys(run.notes).length > 0 && (
          <>
            <dt>Read as</dt>
            <dd>
              {Object.entries(run.notes)
                .map(([name, value]) => `${name}: ${value}`)
                .join(' · ')}
            </dd>
          </>
        )}
        <dt>Latest movement</dt>
        <dd>{format.dayTime(run.highWater)}</dd>
        <dt>Started, ended</dt>
        <dd>
          {format.moment(run.startedAt)}, {format.moment(run.endedAt)} (
          {durationText(durationOf(run))})
        </dd>
        <dt>Software version</dt>
        <dd>{run.softwareVersion}</dd>
        <dt>Checks</dt>
        <dd>
          {checks.length === 0 ? (
            'Not verified'
          ) : (
            <Link href={routes.run(run.id, 'verify')}>
              {format.count(passed)} of {format.count(checks.length)} hold
            </Link>
          )}
        </dd>
        <dt>Folder of the run</dt>
        <dd>
          <code className={css.whole}>{folder}</code>{' '}
          <CopyButton text={folder} what="the path of the run’s folder" />
        </dd>
      </dl>
    </Panel>
  );
}

function Signatures({ view: { run, signOffs } }: { view: RunView }) {
  const format = useFormat();
  return (
    <Panel title="Sign-offs" flush={signOffs.length > 0}>
      {signOffs.length === 0 ? (
        <p className="quiet">
          Nobody has signed this run.{' '}
          {run.status === 'completed' && (
            <Link href={routes.run(run.id, 'report')}>Sign it off in the Report step</Link>
          )}
        </p>
      ) : (
        <Table caption="Sign-offs">
          <Heads of={['When', 'As', 'Name', 'Entered by', 'Note']} />
          <tbody>
            {signOffs.map(({ at, role, name, actor, note }) => (
              <tr key={`${at} ${role} ${name}`}>
                <td className={css.nowrap}>{format.moment(at)}</td>
                <td>{role === 'prepared' ? 'Prepared by' : 'Reviewed by'}</td>
                <td>{name}</td>
                <td>{actor}</td>
                <td>{note || '–'}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

function Steps({ view: { steps } }: { view: RunView }) {
  const format = useFormat();
  return (
    <Panel title="Steps" flush>
      <Table caption="Steps of the run">
        <Heads
          of={[
            'Step',
            'Status',
            'Started',
            figures('Duration'),
            figures('Rows in'),
            figures('Rows out'),
            figures('Begun'),
            'Remark',
          ]}
        />
        <tbody>
          {steps.map((step) => (
            <tr key={step.name}>
              <th scope="row">{STEP_TITLES[step.name as StepName] ?? step.name}</th>
              <td>{step.status}</td>
              <td className={css.nowrap}>{format.moment(step.startedAt)}</td>
              <td className="number">{durationText(durationOf(step))}</td>
              <td className="number">{format.count(step.rowsIn)}</td>
              <td className="number">{format.count(step.rowsOut)}</td>
              <td className="number">{step.attempts === 1 ? 'once' : `${step.attempts} times`}</td>
              <td>{step.detail ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function Lineage({ view }: { view: RunView }) {
  const format = useFormat();
  const lineage = lineageOf(view);
  return (
    <Panel
      title="Lineage"
      flush={lineage.length > 0}
      actions={
        view.outputs.length > 0 && (
          <>
            <Link href={routes.run(view.run.id, 'verify')}>Verify the files again</Link>
            <CopyButton text={checksumText(view.outputs)} what="the checksums of the outputs">
              Copy checksums
            </CopyButton>
          </>
        )
      }
    >
      {lineage.length === 0 ? (
        <p className="quiet">Nothing has been read yet.</p>
      ) : (
        <Table caption="From the source to the outputs">
          <Heads
            of={['Step', 'Made from', 'Written', figures('Rows'), figures('Size'), 'Checksum']}
          />
          <tbody>
            {lineage.map(({ step, reads, writes }) =>
              (writes.length === 0 ? [null] : writes).map((file, place) => (
                <tr key={`${step} ${file?.name ?? ''}`}>
                  {place === 0 && (
                    <>
                      <th scope="row" rowSpan={Math.max(1, writes.length)}>
                        {STEP_TITLES[step]}
                      </th>
                      <td rowSpan={Math.max(1, writes.length)} className={css.nowrap}>
                        {reads.length === 0 ? (
                          'The place'
                        ) : (
                          <>
                            {reads.join(', ')} <ArrowRight size={12} aria-hidden />
                          </>
                        )}
                      </td>
                    </>
                  )}
                  <td>{file?.name ?? '–'}</td>
                  <td className="number">{format.count(file?.rows)}</td>
                  <td className="number">{bytesText(file?.bytes)}</td>
                  <td>{file && <Checksum value={file.checksum} of={file.name} />}</td>
                </tr>
              )),
            )}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

function Snapshot({ view: { run } }: { view: RunView }) {
  const format = useFormat();
  return (
    <Panel
      title="Settings of this run"
      actions={
        <CopyButton text={JSON.stringify(run.settings, null, 2)} what="the settings of this run">
          Copy as JSON
        </CopyButton>
      }
    >
      <dl className={css.facts}>
        {settingsWords(run.settings, format).map(({ name, value }) => (
          <div key={name} className={css.pair}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div className={css.pair}>
          <dt>Key of source, settings and version</dt>
          <dd>
            <Checksum value={run.settingsKey} of="the settings" />
          </dd>
        </div>
      </dl>
    </Panel>
  );
}

function Trail({ runId }: { runId: string }) {
  const format = useFormat();
  const { data, error } = useCall('runs.audit', { runId });
  return (
    <Panel
      title="Audit trail"
      flush={data !== undefined && data.length > 0}
      actions={
        data &&
        data.length > 0 && (
          <CopyButton text={trailText(data)} what="the audit trail">
            Copy the trail
          </CopyButton>
        )
      }
    >
      {error ? (
        <ProblemNotice problem={error} />
      ) : !data ? (
        <Loading what="Reading the audit trail" />
      ) : data.length === 0 ? (
        <EmptyState title="No entry names this run." />
      ) : (
        <Table caption="Audit trail: what was done, by whom">
          <Heads of={['When', 'Who', 'What', 'Details', 'Hash of the chain']} />
          <tbody>
            {data.map((entry) => (
              <tr key={entry.id}>
                <td className={css.nowrap}>{format.moment(entry.at)}</td>
                <td>{entry.actor}</td>
                <td className={css.nowrap}>{actionWords(entry.action)}</td>
                <td className={css.detail}>{detailWords(entry.detail, format)}</td>
                <td>
                  <Checksum value={entry.hash} of={`entry ${entry.id}`} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
