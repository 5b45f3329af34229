import { useState } from 'react';
import { api, useCall } from '../../bridge/api.ts';
import { IMPORTED_TABLES } from '../../../core/contract/close/given-files.ts';
import type {
  ImportedAs,
  ImportedTable,
  TableReading,
} from '../../../core/contract/close/given-files.ts';
import type { BalanceSign } from '../../../core/contract/close/tie-out.ts';
import { choicesOf } from '../../components/controls/choices.ts';
import { Button, ChoiceField, SelectField } from '../../components/controls/controls.tsx';
import { Dialog } from '../../components/overlays/dialog.tsx';
import parts from '../../components/surfaces/parts.module.css';
import { Loading, ProblemNotice, Table } from '../../components/surfaces/surfaces.tsx';
import type { ClosePanelProps } from '../frame/close-part.ts';

interface ImportDialogProps extends ClosePanelProps {
  readonly table: ImportedTable;
  readonly file: { readonly place: string; readonly name: string };
  readonly onEnd: () => void;
}

const SIGN_WORDS: Readonly<Record<BalanceSign, string>> = {
  'debit-positive': 'Debits are positive, credits negative',
  'credit-positive': 'Credits are positive, debits negative',
};
const SIGNS = choicesOf(SIGN_WORDS);

/** How the file of a table is read, with whatever has to be asked, before it is imported. */
export function ImportDialog({
  view: { sourceId, period },
  person,
  table,
  file: { place, name },
  busy,
  problem,
  change,
  onEnd,
}: ImportDialogProps) {
  const [as, setAs] = useState<ImportedAs>({});
  const [sign, setSign] = useState<BalanceSign>('debit-positive');
  const { data: reading, error } = useCall('close.read-table', { place, table, as });
  const isReady =
    reading !== undefined && reading.missing.length === 0 && reading.decimals.is !== 'open';
  const take = async (): Promise<void> => {
    const given = { sourceId, period, place, as, ...(person !== null && { by: person }) };
    const taken = await change(() =>
      table === 'trial-balance'
        ? api('close.import-balances', { ...given, sign })
        : api('close.import-customers', given),
    );
    if (taken) onEnd();
  };
  return (
    <Dialog
      title={`${IMPORTED_TABLES[table].title}: ${name}`}
      open
      wide
      onClose={onEnd}
      actions={
        <>
          <Button onClick={onEnd}>Cancel</Button>
          <Button look="primary" disabled={!isReady || busy} onClick={() => void take()}>
            Import
          </Button>
        </>
      }
    >
      <div className={parts.form}>
        {error && <ProblemNotice problem={error} />}
        {!reading && !error && <Loading what="Reading the file" />}
        {reading && <ReadAs reading={reading} as={as} onChange={setAs} />}
        {reading && hasBalance(reading) && table === 'trial-balance' && (
          <ChoiceField
            label="Balances in one column"
            value={sign}
            choices={SIGNS}
            onChange={setSign}
          />
        )}
        {problem && <ProblemNotice problem={problem} />}
      </div>
    </Dialog>
  );
}

function hasBalance({ columns }: TableReading): boolean {
  return columns.some(({ column }) => column === 'BALANCE');
}

interface ReadAsProps {
  readonly reading: TableReading;
  readonly as: ImportedAs;
  readonly onChange: (as: ImportedAs) => void;
}

/** The sheet, what each header is read as, and the first rows. */
function ReadAs({ reading, as, onChange }: ReadAsProps) {
  const { sheets, sheet, columns, wanted, missing, decimals, rows } = reading;
  return (
    <>
      {sheets.length > 1 && (
        <SelectField
          label="Sheet"
          value={sheet}
          onChange={({ target }) => onChange({ sheet: target.value })}
        >
          {sheets.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </SelectField>
      )}
      {missing.length > 0 && <p role="alert">Say which column is {missing.join(', which is ')}.</p>}
      {decimals.is === 'open' && (
        <SelectField
          label={`How is “${decimals.text}” in row ${decimals.row} meant?`}
          value=""
          onChange={({ target }) =>
            onChange({ ...as, decimals: target.value as NonNullable<ImportedAs['decimals']> })
          }
        >
          <option value="">Choose …</option>
          <option value="point">The point stands before the cents</option>
          <option value="comma">The comma stands before the cents</option>
        </SelectField>
      )}
      <Table caption="The first rows of the file, under what each column is read as">
        <thead>
          <tr>
            {columns.map(({ header, column }, index) => (
              <th key={index} scope="col">
                <div>{header}</div>
                <select
                  className={parts.select}
                  aria-label={`${header} is read as`}
                  value={column ?? ''}
                  onChange={({ target }) =>
                    onChange({ ...as, sheet, mapping: { ...as.mapping, [header]: target.value } })
                  }
                >
                  <option value="">not read</option>
                  {wanted.map((one) => (
                    <option key={one}>{one}</option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
