import { useState } from 'react';
import type { CustomerComparison, CustomerPage } from '../../../core/contract/close/customers.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';
import { api } from '../../bridge/api.ts';
import { Button, CheckField, TextField } from '../../components/controls/controls.tsx';
import { useSettled } from '../../components/controls/use-settled.ts';
import { Panel, ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import { useExport } from '../../components/surfaces/use-export.ts';
import { useFormat } from '../../format/use-format.ts';
import type { ClosePanelProps } from '../frame/close-part.ts';
import { FileButton } from '../../frame/file-button.tsx';
import { CustomersGrid } from './customers-grid.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { ImportedFile } from './imported-file.tsx';
import css from './tie-out.module.css';

/** What the platform says that its customers have, beside the ledger, customer by customer. */
export function CustomersPanel(props: ClosePanelProps) {
  const { view, isLocked } = props;
  const { sourceId, period, files } = view;
  const { busy, save } = useExport();
  const [file, setFile] = useState<{ place: string; name: string } | null>(null);
  return (
    <Panel
      title="Customer by customer"
      flush={files.customers !== null}
      actions={
        <>
          {files.customers !== null && (
            <Button
              disabled={busy}
              onClick={() =>
                void save(`customer-differences-${period}.csv`, (target) =>
                  api('close.export-customers', { sourceId, period, format: 'csv', target }),
                )
              }
            >
              Export the differences
            </Button>
          )}
          <FileButton
            label="Import a customer list"
            accept=".csv,.xlsx"
            disabled={isLocked}
            onPlace={(place, name) => setFile({ place, name })}
          />
        </>
      }
    >
      {files.customers === null ? (
        <p className="quiet">
          A list of what the platform says that its customers have shows in which customers a
          difference lies.
        </p>
      ) : (
        <Customers {...props} />
      )}
      {file && (
        <ImportDialog {...props} table="customer-list" file={file} onEnd={() => setFile(null)} />
      )}
    </Panel>
  );
}

function Customers({ view }: ClosePanelProps) {
  const { sourceId, period, files, runId } = view;
  const format = useFormat();
  const [all, setAll] = useState(false);
  const [text, setText] = useState('');
  const [page, setPage] = useState<CustomerPage | null>(null);
  const [problem, setProblem] = useState<ProblemValue | null>(null);
  const search = useSettled(text.trim(), 250);
  return (
    <>
      <div className={css.customersHead}>
        <ImportedFile file={files.customers} />
        {page?.byCurrency.map((sums) => (
          <Sums key={sums.currency} of={sums} />
        ))}
        <div className={css.filters}>
          <TextField
            label="Customer"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <CheckField
            label="Also those that agree"
            checked={all}
            onChange={({ target }) => setAll(target.checked)}
          />
          {page && (
            <span className={css.found} role="status">
              {format.counted(page.total, 'customer')}
            </span>
          )}
        </div>
        {problem && <ProblemNotice problem={problem} />}
      </div>
      <CustomersGrid
        key={files.customers?.sha256}
        asked={{ sourceId, period, only: all ? 'all' : 'different', search }}
        runId={runId}
        hasCurrency={view.tieOut.some(({ currency }) => currency !== '')}
        onPage={setPage}
        onProblem={setProblem}
      />
    </>
  );
}

function Sums({
  of: { currency, platform, ledger, equal, different },
}: {
  of: CustomerComparison;
}) {
  const format = useFormat();
  return (
    <p>
      {currency && <strong>{currency} </strong>}
      Platform {format.amount(platform)}, ledger {format.amount(ledger)}, difference{' '}
      <strong>{format.amount(platform - ledger)}</strong>; {format.counted(different, 'customer')}{' '}
      differ{different === 1 ? 's' : ''}, {format.count(equal)} agree{equal === 1 ? 's' : ''}.
    </p>
  );
}
