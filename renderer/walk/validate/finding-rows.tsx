import { useState } from 'react';
import { keepPreviousData } from '@tanstack/react-query';
import type { FindingRecord } from '../../../core/contract/run.ts';
import { useCall } from '../../bridge/api.ts';
import { Pager } from '../../components/surfaces/pager.tsx';
import { Heads } from '../../components/surfaces/heads.tsx';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { Mapping } from '../../under-way/mapping.ts';
import { SheetTable } from '../sheets/sheet-table.tsx';
import { offendingColumn, surroundings } from '../sheets/sheet-view.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './validate.module.css';
import { RowsToCome } from './rows-to-come.tsx';

const PAGE = 100;

interface FindingRowsProps {
  readonly runId: string;
  readonly code: string;
  readonly title: string;
  readonly mapping: Mapping;
}

/** The rows that one rule is about; the selected one is shown among its neighbours in the source. */
export function FindingRows({ runId, code, title, mapping }: FindingRowsProps) {
  const format = useFormat();
  const [offset, setOffset] = useState(0);
  const [selected, setSelected] = useState<FindingRecord | null>(null);
  const { data, error } = useCall(
    'findings.rows',
    { runId, code, offset, limit: PAGE },
    { placeholderData: keepPreviousData },
  );
  return (
    <div className={css.findingRows}>
      <Panel
        title={title}
        flush
        actions={
          data &&
          data.kept > PAGE && (
            <Pager
              of="findings"
              offset={offset}
              limit={PAGE}
              total={data.kept}
              onOffset={(next) => {
                setOffset(next);
                setSelected(null);
              }}
            />
          )
        }
      >
        {(error || !data) && <RowsToCome problem={error} />}
        {data && (
          <>
            <OffendingRows
              title={title}
              findings={data.items}
              selected={selected}
              onSelect={setSelected}
            />
            {data.total > data.kept && (
              <p className={parts.under}>
                Only the first {format.count(data.kept)} of {format.count(data.total)} are stored.
              </p>
            )}
          </>
        )}
      </Panel>
      <Panel
        title={
          selected ? `Row ${selected.row} of ${selected.sheet} in the source` : 'In the source'
        }
        flush
      >
        <div className={css.around}>
          {selected ? (
            <Around runId={runId} finding={selected} mapping={mapping} />
          ) : (
            <p className={parts.under}>
              Select a row number above to see the row in context, as in Excel.
            </p>
          )}
        </div>
      </Panel>
    </div>
  );
}

interface OffendingRowsProps {
  readonly title: string;
  readonly findings: readonly FindingRecord[];
  readonly selected: FindingRecord | null;
  readonly onSelect: (finding: FindingRecord) => void;
}

/** A line a finding: where it is, what stands there, and what is wrong with it. */
function OffendingRows({ title, findings, selected, onSelect }: OffendingRowsProps) {
  return (
    <div className={css.offending} tabIndex={0} role="region" aria-label={`Rows: ${title}`}>
      <table className={css.grid}>
        <Heads of={['Row', 'Sheet', 'Column', 'Value', 'What is wrong']} />
        <tbody>
          {findings.map((finding, index) => (
            <tr key={index} className={finding === selected ? css.chosenRow : undefined}>
              <th scope="row">
                {finding.row === null || finding.sheet === null ? (
                  '–'
                ) : (
                  <button
                    type="button"
                    className={css.jump}
                    aria-pressed={finding === selected}
                    aria-label={`Show row ${finding.row} of ${finding.sheet}`}
                    onClick={() => onSelect(finding)}
                  >
                    {finding.row}
                  </button>
                )}
              </th>
              <td>{finding.sheet ?? '–'}</td>
              <td>{finding.column ?? '–'}</td>
              <td className={css.value}>
                {finding.value === null ? (
                  <span className="quiet">–</span>
                ) : finding.value === '' ? (
                  <span className="quiet">blank</span>
                ) : (
                  finding.value
                )}
              </td>
              <td>{finding.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface AroundProps {
  readonly runId: string;
  readonly finding: FindingRecord;
  readonly mapping: Mapping;
}

/** The row of a finding among its neighbours in the source. */
function Around({ runId, finding, mapping }: AroundProps) {
  const row = finding.row!;
  const sheet = finding.sheet!;
  const { data, error } = useCall(
    'sources.rows',
    { runId, sheet, ...surroundings(row) },
    { staleTime: Infinity, placeholderData: keepPreviousData },
  );
  if (error || !data) return <RowsToCome problem={error} what={`Reading up to row ${row}`} />;
  const cells = data.rows.find((one) => one.row === row)?.cells ?? [];
  return (
    <SheetTable
      caption={`Rows around row ${row} of ${sheet}`}
      headers={data.headers}
      headerRow={data.headerRow}
      rows={data.rows}
      mark={{ row, column: offendingColumn(data.headers, cells, finding, mapping) }}
    />
  );
}
