import type { LaterFileView } from '../../../core/contract/runs/report-view.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Fact, Facts, Panel, Pill, Table } from '../../components/surfaces/surfaces.tsx';
import type { Format } from '../../format/format.ts';
import { useFormat } from '../../format/use-format.ts';
import parts from '../../components/surfaces/parts.module.css';

const FIGURES = ['Earned', 'Spent', 'Expired', 'Net', 'Closing', 'Customers', 'Rematched'];

/** What the file was to the run before: rows added, changed and gone, and what was reported and changes. */
export function LaterFile({ file }: { readonly file: LaterFileView }) {
  const format = useFormat();
  const { restatedMonths: months, changed, gone } = file;
  return (
    <Panel
      title="Compared with the previous run"
      flush
      actions={
        months.length === 0 ? (
          <Pill tone="good">No reported figures change</Pill>
        ) : (
          <Pill tone="warn">Reported months are restated</Pill>
        )
      }
    >
      <div className={parts.flat}>
        <Facts>
          <Fact
            name="File contains"
            value={file.kind === 'refresh' ? 'The whole ledger' : 'New rows'}
          />
          <Fact
            name="Rows added"
            value={format.count(file.added)}
            note={file.late > 0 ? `${format.count(file.late)} of them late` : undefined}
          />
          <Fact
            name="Rows changed or gone"
            value={format.count(changed + gone)}
            note={
              changed + gone > 0
                ? [countedWords(file, format), ...file.reasons].join(' – ')
                : undefined
            }
          />
          <Fact
            name="Rematched"
            value={
              file.rowsAnew === null
                ? 'All customers'
                : format.counted(file.touchedCustomers, 'customer')
            }
            note={file.rowsAnew === null ? undefined : format.counted(file.rowsAnew, 'row')}
          />
          {months.length > 0 && (
            <Fact
              name="Customers restated"
              value={format.count(file.restatedCustomers)}
              note="listed in restatement.csv"
            />
          )}
        </Facts>
      </div>
      {months.length > 0 && <RestatedMonths months={months} />}
    </Panel>
  );
}

/** What counted for rows that were reported and are changed or gone. */
function countedWords({ changed, gone, taken }: LaterFileView, { count }: Format): string {
  if (taken === 0) return 'reported figures kept';
  return taken === changed + gone
    ? 'the new file used'
    : `reported figures kept for ${count(changed + gone - taken)}, the new file used for ${count(taken)}`;
}

/** What was reported of each month and changes, by how much. */
function RestatedMonths({ months }: { readonly months: LaterFileView['restatedMonths'] }) {
  const format = useFormat();
  const several = new Set(months.map(({ currency }) => currency)).size > 1;
  const difference = (cents: number): string =>
    cents > 0 ? `+${format.amount(cents)}` : format.amount(cents);
  return (
    <Table caption="Restated months and the change to each">
      <Heads of={['Month', ...(several ? ['Currency'] : []), ...FIGURES.map(figures)]} />
      <tbody>
        {months.map((month) => (
          <tr key={`${month.month} ${month.currency}`}>
            <th scope="row">{month.month}</th>
            {several && <td>{month.currency}</td>}
            <td className="number">{difference(month.earned)}</td>
            <td className="number">{difference(-month.spent)}</td>
            <td className="number">{difference(-month.expired)}</td>
            <td className="number">{difference(month.net)}</td>
            <td className="number">{difference(month.closing)}</td>
            <td className="number">{format.count(month.customers)}</td>
            <td className="number">{format.count(month.rematched)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
