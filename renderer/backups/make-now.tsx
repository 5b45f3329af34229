import { useState } from 'react';
import { useAction } from '../bridge/api.ts';
import { cancelJob, useJobs } from '../bridge/jobs.ts';
import { Button } from '../components/controls/controls.tsx';
import { JobLine } from '../components/surfaces/job-line.tsx';
import { ProblemNotice } from '../components/surfaces/surfaces.tsx';

/** Makes a backup, tells how far it is, and can be stopped. */
export function MakeNow() {
  const [jobId, setJobId] = useState<string | null>(null);
  const make = useAction('backups.make', ['backups.get', 'backups.list']);
  const { running } = useJobs();
  const job = jobId === null ? undefined : running.get(jobId);
  const begin = (): void => {
    const next = crypto.randomUUID();
    setJobId(next);
    make.mutate({ jobId: next });
  };
  return (
    <>
      {make.error && <ProblemNotice problem={make.error} />}
      {make.isPending && <JobLine progress={job?.progress ?? null} starting="Backing up" />}
      {make.isPending && jobId !== null ? (
        <Button onClick={() => cancelJob(jobId)}>Cancel</Button>
      ) : (
        <Button look="primary" onClick={begin}>
          Make a backup now
        </Button>
      )}
    </>
  );
}
