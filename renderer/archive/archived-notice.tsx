import type { RunRecord } from '../../core/contract/run.ts';
import { Notice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';

/** Says of an archived run by whom it was put aside, when and why; nothing of one that counts. */
export function ArchivedNotice({ run: { archived } }: { run: RunRecord }) {
  const format = useFormat();
  if (archived === null) return null;
  return (
    <Notice tone="info" title={`Archived by ${archived.by}, ${format.moment(archived.at)}`}>
      {archived.reason}
    </Notice>
  );
}
