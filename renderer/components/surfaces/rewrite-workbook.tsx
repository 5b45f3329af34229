import { FileSpreadsheet } from 'lucide-react';
import { api } from '../../bridge/api.ts';
import { Button } from '../controls/controls.tsx';
import { useExport } from './use-export.ts';

/** The workbook of a completed run once more, with its sign-offs and the decisions on its exceptions as they stand. */
export function RewriteWorkbook({ runId }: { runId: string }) {
  const { busy, save } = useExport();
  const write = (): Promise<void> =>
    save(`reconciliation-${runId}.xlsx`, (target) =>
      api('runs.rewriteWorkbook', { runId, jobId: crypto.randomUUID(), target }),
    );
  return (
    <Button
      disabled={busy}
      title="With the sign-offs and the decisions on exceptions as they stand now. The published files stay as they are."
      onClick={() => void write()}
    >
      <FileSpreadsheet size={16} aria-hidden /> {busy ? 'Writing …' : 'Write the workbook again'}
    </Button>
  );
}
