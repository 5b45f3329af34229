import { useState } from 'react';
import type { PackReading } from '../../../core/contract/close/pack.ts';
import { useAction } from '../../bridge/api.ts';
import { cancelJob, useJobs } from '../../bridge/jobs.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Notice, Panel, ProblemNotice, ProgressLine } from '../../components/surfaces/surfaces.tsx';
import parts from '../../components/surfaces/parts.module.css';
import { useFormat } from '../../format/use-format.ts';
import { FileButton } from '../../frame/file-button.tsx';

/** Proves a pack: any byte that has changed since it was written is named. */
export function VerifyPack() {
  const { running } = useJobs();
  const [jobId, setJobId] = useState<string | null>(null);
  const { mutate, data, error, isPending } = useAction('close.verify-pack');
  const begin = (place: string): void => {
    const next = crypto.randomUUID();
    setJobId(next);
    mutate({ place, jobId: next });
  };
  return (
    <Panel title="Verify a pack">
      <div className={parts.form}>
        <div className={parts.bar}>
          <div className={parts.barText}>
            {isPending ? (
              <ProgressLine
                progress={jobId === null ? null : (running.get(jobId)?.progress ?? null)}
                starting="Reading the pack"
              />
            ) : (
              'Compares every file of a pack with its list of SHA-256.'
            )}
          </div>
          {isPending ? (
            <Button onClick={() => jobId !== null && cancelJob(jobId)}>Cancel</Button>
          ) : (
            <FileButton label="Choose a pack" accept=".zip" onPlace={begin} />
          )}
        </div>
        {error && <ProblemNotice problem={error} />}
        {data && !isPending && <Reading of={data} />}
      </div>
    </Panel>
  );
}

function Reading({ of: { about, files, faults, sha256 } }: { of: PackReading }) {
  const format = useFormat();
  const what = about && `${about.source}, ${about.period}: `;
  return faults.length === 0 ? (
    <Notice tone="good" title={`${what ?? ''}every byte is what was written.`}>
      {format.counted(files, 'file')}, SHA-256 <span className="mono">{sha256}</span>
    </Notice>
  ) : (
    <Notice tone="bad" title={`${what ?? ''}this pack is not what was written.`}>
      <ul>
        {faults.map(({ path, message }) => (
          <li key={`${path} ${message}`}>{message}</li>
        ))}
      </ul>
    </Notice>
  );
}
