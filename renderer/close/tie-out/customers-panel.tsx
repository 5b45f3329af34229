import { useState } from 'react';
import { Link } from 'wouter';
import type { CustomerComparison } from '../../../core/contract/close/customers.ts';
import { api, useCall } from '../../bridge/api.ts';
import { Button, CheckField, TextField } from '../../components/controls/controls.tsx';
import { useSettled } from '../../components/controls/use-settled.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Pager } from '../../components/surfaces/pager.tsx';
import { Panel, ProblemNotice, Table } from '../../components/surfaces/surfaces.tsx';
import { useExport } from '../../components/surfaces/use-export.ts';
import { useFormat } from '../../format/use-format.ts';
import { routes } from '../../frame/routes.ts';
import type { ClosePanelProps } from '../frame/close-part.ts';
import { FileButton } from '../../frame/file-button.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { ImportedFile } from './imported-file.tsx';
import css from './tie-out.module.css';

const PAGE = 50;

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
  const [offset, setOffset] = useState(0);
  const hasCurrency = view.tieOut.some(({ currency }) => currency !== '');
  const search = useSettled(text.trim(), 250);
  const { data: page, error } = useCall(
    'close.customers',
    {
      ...{ sourceId, period },
      query: {
        only: all ? 'all' : 'different',
        search,
        orderBy: 'difference',
        descending: true,
        offset,
        limit: PAGE,
      },
    },
    { placeholderData: (before) => before },
  );
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
            onChange={({ target }) => {
              setText(target.value);
              setOffset(0);
            }}
          />
          <CheckField
            label="Also those that agree"
            checked={all}
            onChange={({ target }) => {
              setAll(target.checked);
              setOffset(0);
            }}
          />
          {page && (
            <Pager
              of="customers"
              offset={offset}
              limit={PAGE}
              total={page.total}
              onOffset={setOffset}
            />
          )}
        </div>
        {error && <ProblemNotice problem={error} />}
      </div>
      {page && page.rows.length > 0 && (
        <Table caption="Customers of the platform beside the ledger">
          <Heads
            of={[
              'Customer',
              ...(hasCurrency ? ['Currency'] : []),
              ...['Platform', 'Ledger', 'Difference'].map(figures),
            ]}
          />
          <tbody>
            {page.rows.map(({ customer, currency, platform, ledger, cents }) => (
              <tr key={`${customer} ${currency}`}>
                <td>
                  {ledger === null ? (
                    customer
                  ) : (
                    <Link href={routes.customer(runId, customer)}>{customer}</Link>
                  )}
                </td>
                {hasCurrency && <td>{currency}</td>}
                <td className="number">{format.amount(platform)}</td>
                <td className="number">{format.amount(ledger)}</td>
                <td className="number">{format.amount(cents)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
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
