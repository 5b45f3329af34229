import { useState } from 'react';
import type { RunView } from '../../../core/contract/api/runs.ts';
import { api } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { useOpenPlace } from '../../frame/open-places.tsx';
import { useRequestLike } from '../../under-way/run-again.ts';
import { UNDECIDED } from './row-decisions.ts';
import type { Starting } from '../../under-way/work-under-way.ts';

/**
 * Runs a file again that was changed where it is. One that was uploaded is asked for again; of one that still has
 * the same bytes that is said, instead of running it to the same end.
 */
export function FixedFile({ view, starting }: { view: RunView; starting: Starting }) {
  const like = useRequestLike(view);
  const { browse } = useOpenPlace();
  const [same, setSame] = useState(false);
  const [looking, setLooking] = useState(false);
  const { run, uploaded } = view;
  if (uploaded)
    return (
      <Button
        disabled={starting.busy}
        onClick={() =>
          browse({ sourceId: run.sourceId, settings: { ...run.settings, ...UNDECIDED } })
        }
      >
        I’ve fixed the file – upload it again
      </Button>
    );
  const again = async (): Promise<void> => {
    setLooking(true);
    const unchanged = await api('sources.unchanged', { runId: run.id }).catch(() => false);
    setLooking(false);
    setSame(unchanged);
    if (!unchanged) starting.start(like(UNDECIDED), 'validate');
  };
  return (
    <>
      <Button disabled={starting.busy || looking} onClick={() => void again()}>
        I’ve fixed the file – run again
      </Button>
      {same && (
        <span role="status">
          The file has not changed since this run read it. Save your changes under the same name,
          then run again.
        </span>
      )}
    </>
  );
}
