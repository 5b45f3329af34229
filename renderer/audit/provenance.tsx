import { Link } from 'wouter';
import type { RunView } from '../../core/contract/api/runs.ts';
import { CopyButton } from '../components/surfaces/copy-button.tsx';
import { Panel } from '../components/surfaces/surfaces.tsx';
import { bytesText, durationText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { pathTo, routes } from '../frame/routes.ts';
import { durationOf } from '../words/run-words.ts';
import { factName } from '../words/audit-words.ts';
import css from './audit.module.css';

/** Where a run came from: its source, its bytes, its time and its place. */
export function Provenance({ view }: { view: RunView }) {
  const format = useFormat();
  const { run, checks, folder } = view;
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
              , replaces <AuditLink runId={run.supersedes} />
            </>
          )}
          {run.supersededBy !== null && (
            <>
              , replaced by <AuditLink runId={run.supersededBy} />
            </>
          )}
        </dd>
        <SourceFacts view={view} />
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
              {format.count(passed)} of {format.count(checks.length)} passed
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

function AuditLink({ runId }: { runId: string }) {
  return <Link href={pathTo('audit', { runId })}>{runId}</Link>;
}

/** What was read, down to the bytes. */
function SourceFacts({ view: { run } }: { view: RunView }) {
  const format = useFormat();
  return (
    <>
      <dt>Source</dt>
      <dd>
        {run.sourceName}
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
            {name}: {format.counted(rows, 'row')}
          </span>
        ))}
      </dd>
      {Object.keys(run.notes).length > 0 && (
        <>
          <dt>Read as</dt>
          <dd>
            {Object.entries(run.notes)
              .map(([name, value]) => `${factName(name)}: ${value}`)
              .join(' · ')}
          </dd>
        </>
      )}
    </>
  );
}
