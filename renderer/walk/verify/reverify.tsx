import { useState } from 'react';
import { useAction } from '../../bridge/api.ts';
import { cancelJob, useJobs } from '../../bridge/jobs.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Notice, Panel, ProblemNotice, ProgressLine } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { CheckList } from './check-list.tsx';
import parts from '../../components/surfaces/parts.module.css';

/** The published files proved anew, as they lie on the disk now. */
export function Reverify({ runId }: { runId: string }) {
  const format = useFormat();
  const [jobId, setJobId] = useState<string | null>(null);
  const { running } = useJobs();
  const { mutate, data, error, isPending } = useAction('runs.reverify', ['runs.audit']);
  const progress = jobId === null ? null : (running.get(jobId)?.progress ?? null);
  const begin = (): void => {
    const next = crypto.randomUUID();
    setJobId(next);
    mutate({ runId, jobId: next });
  };
  return (
    <>
      <Panel title="Published files">
        <div className={parts.bar}>
          <div className={parts.barText}>
            {isPending ? (
              <ProgressLine progress={progress} starting="Reading the files back" />
            ) : (
              'Confirms that the files are unchanged and that the checks still pass on them.'
            )}
          </div>
          {isPending ? (
            <Button onClick={() => jobId !== null && cancelJob(jobId)}>Cancel</Button>
          ) : (
            <Button onClick={begin}>Verify the published files again</Button>
          )}
        </div>
      </Panel>
      {error && <ProblemNotice problem={error} />}
      {data && !isPending && (
        <>
          <Notice
            tone={data.passed ? 'good' : 'bad'}
            title={
              data.passed
                ? 'The published files are unchanged, and all checks passed on them.'
                : 'The published files have changed since they were verified.'
            }
          >
            {data.changedFiles.length > 0 && (
              <>
                Changed or missing: <strong>{data.changedFiles.join(', ')}</strong>. Do not rely on
                them; run again to create a new revision.{' '}
              </>
            )}
            Verified {format.moment(data.at)}.
          </Notice>
          {data.checks.length > 0 && (
            <CheckList
              title="Checks on the published files"
              checks={data.checks}
              runId={runId}
              openable
            />
          )}
        </>
      )}
    </>
  );
}
