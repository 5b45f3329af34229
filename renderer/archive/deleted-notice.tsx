import type { RunRecord } from '../../core/contract/run.ts';
import { Notice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';

/** Says of a run that its files were deleted, by whom and when; nothing of one whose files are there. */
export function DeletedNotice({ run: { deleted } }: { run: RunRecord }) {
  const format = useFormat();
  if (deleted === null) return null;
  return (
    <Notice
      tone="info"
      title={`Files deleted by ${deleted.by} under a retention rule, ${format.moment(deleted.at)}`}
    >
      The figures, checks, checksums and decisions of this run are kept. Its rows and files can no
      longer be opened.
    </Notice>
  );
}
