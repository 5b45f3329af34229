import { CloudUpload } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { DeliveryView } from '../../../core/contract/api/delivery.ts';
import type { RunView } from '../../../core/contract/api/runs.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';
import { useAction, useCall } from '../../bridge/api.ts';
import { cancelJob, useJobs } from '../../bridge/jobs.ts';
import { Button } from '../../components/controls/controls.tsx';
import { CopyButton } from '../../components/surfaces/copy-button.tsx';
import { JobLine } from '../../components/surfaces/job-line.tsx';
import { Notice, Panel, ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { pathTo } from '../../frame/routes.ts';
import { automaticProblem, lastDelivery } from './deliveries.ts';
import type { PastDelivery } from './deliveries.ts';
import parts from '../../components/surfaces/parts.module.css';

/** The files of a run taken to where deliveries go; nothing where no delivery is set up. */
export function DeliveryPanel({ view }: { view: RunView }) {
  const { data: delivery, error } = useCall('delivery.get', {});
  if (error) return <ProblemNotice problem={error} />;
  return delivery ? <Delivering view={view} delivery={delivery} /> : null;
}

function Delivering({ view: { run }, delivery }: { view: RunView; delivery: DeliveryView }) {
  const [jobId, setJobId] = useState<string | null>(null);
  const { running, ended } = useJobs();
  const { data: trail } = useCall('runs.audit', { runId: run.id });
  const { mutate, error, isPending } = useAction('runs.deliver', ['runs.audit']);
  const past = lastDelivery(trail ?? []);
  // What was tried by hand since then is the later news.
  const problem = error ?? (jobId === null ? automaticProblem(ended.values(), run.id) : null);
  const begin = (): void => {
    const next = crypto.randomUUID();
    setJobId(next);
    mutate({ runId: run.id, jobId: next });
  };
  const progress = jobId === null ? null : (running.get(jobId)?.progress ?? null);
  return (
    <>
      <Panel title="Delivery">
        <div className={parts.bar}>
          <div className={parts.barText}>
            {isPending ? (
              <JobLine progress={progress} starting="Starting the delivery" />
            ) : (
              <>
                To <span className={parts.place}>{delivery.place}</span>
                {delivery.automatic && ', automatically when a run is completed'}.{' '}
                <Link href={pathTo('settings')}>Change it in the settings</Link>
              </>
            )}
          </div>
          {isPending ? (
            <Button onClick={() => jobId !== null && cancelJob(jobId)}>Cancel</Button>
          ) : (
            <Button onClick={begin}>
              <CloudUpload size={16} aria-hidden />{' '}
              {past === null ? 'Deliver to S3' : 'Deliver to S3 again'}
            </Button>
          )}
        </div>
      </Panel>
      {problem && !isPending && <NotDelivered problem={problem} before={past !== null} />}
      {past && !isPending && <Result past={past} />}
    </>
  );
}

function NotDelivered({ problem, before }: { problem: ProblemValue; before: boolean }) {
  if (problem.kind !== 'cancelled') return <ProblemNotice problem={problem} />;
  return (
    <Notice tone="info" title="The delivery was cancelled.">
      {before
        ? 'Earlier deliveries are unaffected: the files are the same.'
        : 'The manifest was not written, so the delivery is not marked complete. Deliver again to complete it.'}
    </Notice>
  );
}

function Result({ past: { at, manifest, files } }: { past: PastDelivery }) {
  const format = useFormat();
  return (
    <Notice
      tone="good"
      title={`Delivered on ${format.moment(at)}: ${format.counted(files, 'file')} and their manifest.`}
      actions={
        <CopyButton text={manifest} what="the address of the manifest">
          Copy the address
        </CopyButton>
      }
    >
      The manifest was written last and lists the files with their checksums:{' '}
      <span className={parts.place}>{manifest}</span>
    </Notice>
  );
}
