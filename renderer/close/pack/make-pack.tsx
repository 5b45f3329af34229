import { useState } from 'react';
import type { CallOutput } from '../../../core/contract/api/api.ts';
import { CLOSE_STATES } from '../../../core/contract/close/sign-off.ts';
import { api } from '../../bridge/api.ts';
import { cancelJob, useJobs } from '../../bridge/jobs.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Fact, Facts, Notice, Panel, ProgressLine } from '../../components/surfaces/surfaces.tsx';
import { useExport } from '../../components/surfaces/use-export.ts';
import parts from '../../components/surfaces/parts.module.css';
import { bytesText } from '../../format/format.ts';
import { useFormat } from '../../format/use-format.ts';
import type { ClosePanelProps } from '../frame/close-part.ts';

/** Makes the pack, with how far it is, and says what was written. */
export function MakePack({ view }: ClosePanelProps) {
  const { sourceId, period, standing } = view;
  const format = useFormat();
  const { running } = useJobs();
  const { busy, save } = useExport();
  const [jobId, setJobId] = useState<string | null>(null);
  const [written, setWritten] = useState<CallOutput<'close.pack'> | null>(null);
  const job = jobId === null ? undefined : running.get(jobId);
  const make = (): void => {
    const next = crypto.randomUUID();
    setJobId(next);
    void save(`auditors-pack-${period}.zip`, async (target) => {
      const pack = await api('close.pack', { sourceId, period, jobId: next, target });
      setWritten(pack);
      return pack;
    });
  };
  return (
    <Panel title="Auditor’s pack">
      <div className={parts.form}>
        <p>
          One file for the auditor: a memo, the workbook, the data, a copy of the source, the audit
          trail, the rules, SQL that does the reconciliation again, the sample that was drawn, and a
          list of all files with their SHA-256. The same state makes the same bytes.
        </p>
        {standing.state !== 'locked' && (
          <Notice
            tone="info"
            title={`The period is ${CLOSE_STATES[standing.state].title.toLowerCase()}.`}
          >
            A pack can be made at any time, and says where the close stood. What the auditor is
            given is made after the lock.
          </Notice>
        )}
        <div className={parts.bar}>
          <div className={parts.barText}>
            {busy && <ProgressLine progress={job?.progress ?? null} starting="Making the pack" />}
          </div>
          {busy && jobId !== null && job ? (
            <Button onClick={() => cancelJob(jobId)}>Cancel</Button>
          ) : (
            <Button look="primary" disabled={busy} onClick={make}>
              Make the pack
            </Button>
          )}
        </div>
        {written && !busy && (
          <Facts>
            <Fact name="Written" value={written.name} note={written.path} />
            <Fact
              name="Files"
              value={format.count(written.files)}
              note={bytesText(written.bytes)}
            />
            <Fact
              name="SHA-256"
              value={<span className="mono">{written.packSha256}</span>}
              note="note it where the pack is handed over"
            />
          </Facts>
        )}
      </div>
    </Panel>
  );
}
