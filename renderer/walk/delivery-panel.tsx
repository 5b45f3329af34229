import { CloudUpload } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Delivered, DeliveryView } from '../../core/contract/api/delivery.ts';
import type { RunView } from '../../core/contract/api/runs.ts';
import { useAction, useCall } from '../bridge/api.ts';
import { useJobs } from '../bridge/jobs.ts';
import { Button } from '../components/controls.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { JobLine } from '../components/job-line.tsx';
import { Notice, Panel, ProblemNotice } from '../components/surfaces.tsx';
import { bytesText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { routes } from '../shell/routes.ts';
import css from './walk.module.css';
import { cancelJob } from './work-under-way.ts';

/** The files of a run taken to where deliveries go; nothing where no delivery is set up. */
export function DeliveryPanel({ view }: { view: RunView }) {
  const { data: delivery, error } = useCall('delivery.get', {});
  if (error) return <ProblemNotice problem={error} />;
  return delivery ? <Delivering view={view} delivery={delivery} /> : null;
}

function Delivering({ view: { run }, delivery }: { view: RunView; delivery: DeliveryView }) {
  const [jobId, setJobId] = useState<string | null>(null);
  const { running, ended } = useJobs();
  const { mutate, data, error, isPending } = useAction('runs.deliver', ['runs.audit']);
  // Also one that began by itself, or before this screen was opened.
  const job = [...running.values()].find(
    ({ kind, runId }) => kind === 'deliver' && runId === run.id,
  );
  const last = [...ended.values()].findLast(
    ({ kind, runId }) => kind === 'deliver' && runId === run.id,
  );
  const byItself = last !== undefined && last.jobId !== jobId ? last.problem : null;
  const busy = isPending || job !== undefined;
  const begin = (): void => {
    const next = crypto.randomUUID();
    setJobId(next);
    mutate({ runId: run.id, jobId: next });
  };
  const underWay = job?.jobId ?? jobId;
  const problem = error ?? byItself;
  return (
    <>
      <Panel title="Delivery">
        <div className={css.bar}>
          <div className={css.barText}>
            {busy ? (
              <JobLine progress={job?.progress ?? null} starting="Beginning the delivery" />
            ) : (
              <>
                To <span className={css.place}>{delivery.place}</span>
                {delivery.automatic && ', by itself when a run is completed'}.{' '}
                <Link href={routes.settings()}>Change it in the settings</Link>
              </>
            )}
          </div>
          {busy ? (
            <Button onClick={() => underWay !== null && cancelJob(underWay)}>Cancel</Button>
          ) : (
            <Button onClick={begin}>
              <CloudUpload size={16} aria-hidden /> Deliver to S3
            </Button>
          )}
        </div>
      </Panel>
      {problem && !busy && <ProblemNotice problem={problem} />}
      {data && !busy && <Result delivered={data} />}
    </>
  );
}

function Result({ delivered: { manifest, files } }: { delivered: Delivered }) {
  const format = useFormat();
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    <Notice
      tone="good"
      title={`Delivered: ${files.length === 1 ? '1 file' : `${format.count(files.length)} files`}, ${bytesText(bytes)}.`}
      actions={
        <CopyButton text={manifest} what="the address of the manifest">
          Copy the address
        </CopyButton>
      }
    >
      The manifest, written last, names them with their checksums:{' '}
      <span className={css.place}>{manifest}</span>
    </Notice>
  );
}
