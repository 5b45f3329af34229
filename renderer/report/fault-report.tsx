import { Download } from 'lucide-react';
import { api, useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { CopyButton } from '../components/surfaces/copy-button.tsx';
import { Loading, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useExport } from '../components/surfaces/use-export.ts';
import css from './report.module.css';

interface FaultReportProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What would help the developers, shown in full before it is saved or copied. Nothing is sent by the program. */
export function FaultReport({ open, onClose }: FaultReportProps) {
  const { data: text, error } = useCall('shell.report', {}, { enabled: open, staleTime: 0 });
  const { busy, save } = useExport();
  return (
    <Dialog
      title="Report a fault"
      wide
      open={open}
      onClose={onClose}
      actions={
        <>
          {text && <CopyButton text={text} what="the report" />}
          <Button
            look="primary"
            disabled={busy || !text}
            onClick={() =>
              void save('thrive-report.txt', (target) => api('shell.saveReport', { target }))
            }
          >
            <Download size={16} aria-hidden /> Save the report
          </Button>
        </>
      }
    >
      <p>
        This is everything the report contains: versions, settings without passwords or keys, how
        the last runs ended, and the end of the log. It holds no rows of your ledgers. Read it, save
        it, and send it to whoever supports you; the program sends nothing.
      </p>
      {error && <ProblemNotice problem={error} />}
      {!text && !error && <Loading what="Putting the report together" />}
      {text && (
        <pre className={css.text} tabIndex={0} aria-label="The report">
          {text}
        </pre>
      )}
    </Dialog>
  );
}
