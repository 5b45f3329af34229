import { useEffect, useState } from 'react';
import type { SourcePreview } from '../../core/contract/api/sources.ts';
import type { SourceChoice } from '../../core/contract/recognition.ts';
import type { JobProgress } from '../../core/contract/api/runs.ts';
import type { SheetChoice } from '../../core/contract/settings.ts';
import { asProblem } from '../../core/contract/problem.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import { api } from '../bridge/api.ts';
import { cancelJob, useJobs } from '../bridge/jobs.ts';
import type { Chosen } from '../frame/open-places.tsx';
import type { Mapping } from './mapping.ts';

/** What is known of a chosen source. The last preview stays while it is looked at anew. */
export interface Inspection {
  readonly preview: SourcePreview | null;
  readonly problem: ProblemValue | null;
  readonly busy: boolean;
  readonly progress: JobProgress | null;
  readonly cancel: () => void;
}

interface Known {
  readonly jobId: string | null;
  readonly preview: SourcePreview | null;
  readonly problem: ProblemValue | null;
}

/**
 * Looks at a source: fetches it if it is remote, hashes it, reads the first rows. Anew whenever
 * `request` is another one; what is then still under way is cancelled, as it is when the screen is left.
 */
export function useInspection(request: {
  readonly place: Chosen;
  /** Whose answers it is looked at with. */
  readonly source: SourceChoice;
  /** Null: the mapping that is remembered for that source. */
  readonly mapping: Mapping | null;
  /** Null: the sheets that were chosen for that source. */
  readonly sheets: SheetChoice | null;
  /** How long to wait for a source that is not there yet. */
  readonly waitMinutes: number;
}): Inspection {
  const [known, setKnown] = useState<Known>({ jobId: null, preview: null, problem: null });
  const { running } = useJobs();
  useEffect(() => {
    const jobId = crypto.randomUUID();
    let wanted = true;
    let open = true;
    setKnown(({ preview }) => ({ jobId, preview, problem: null }));
    const { source, mapping, sheets, waitMinutes } = request;
    const { place, s3, period } = request.place;
    api('sources.inspect', {
      place,
      ...(s3 && { s3 }),
      ...(period !== undefined && { period }),
      jobId,
      waitMinutes,
      source,
      ...(mapping && { mapping }),
      ...(sheets && { sheets }),
    })
      .then(
        (preview) => wanted && setKnown({ jobId: null, preview, problem: null }),
        (thrown: unknown) =>
          wanted && setKnown({ jobId: null, preview: null, problem: asProblem(thrown) }),
      )
      .finally(() => {
        open = false;
      });
    return () => {
      wanted = false;
      if (open) cancelJob(jobId);
    };
  }, [request]);
  const { jobId, preview, problem } = known;
  return {
    preview,
    problem,
    busy: jobId !== null || (preview === null && problem === null),
    progress: jobId === null ? null : (running.get(jobId)?.progress ?? null),
    cancel: () => {
      if (jobId !== null) cancelJob(jobId);
    },
  };
}
