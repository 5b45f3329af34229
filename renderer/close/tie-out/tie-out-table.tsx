import type { CloseView } from '../../../core/contract/close/close-view.ts';
import type { TieOutLine } from '../../../core/contract/close/tie-out.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { EmptyState, Panel, Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { balanceWords } from './ledger-balances.ts';

/** Line by line: both ledgers, their difference, and what is left of it after the items. */
export function TieOutTable({ view: { tieOut, asOf } }: { view: CloseView }) {
  const format = useFormat();
  const hasCurrency = tieOut.some(({ currency }) => currency !== '');
  const hasCompany = tieOut.some(({ company }) => company !== '');
  return (
    <Panel title={`Tie-out at the end of ${format.dayNamed(asOf)}`} flush>
      {tieOut.length === 0 ? (
        <EmptyState title="Nothing to tie out yet.">
          Where several accounts are tied, the chart of accounts has to say what stands in which.
        </EmptyState>
      ) : (
        <Table caption="General ledger and sub-ledger, line by line">
          <Heads
            of={[
              'Account',
              'State',
              ...(hasCurrency ? ['Currency'] : []),
              ...(hasCompany ? ['Company'] : []),
              ...['General ledger', 'Sub-ledger', 'Difference', 'Items', 'Unexplained'].map(
                figures,
              ),
              figures('Threshold'),
            ]}
          />
          <tbody>
            {tieOut.map((line) => (
              <tr key={`${line.account} ${line.currency} ${line.company}`}>
                <th scope="row">{line.account}</th>
                <td>
                  <Standing line={line} />
                </td>
                {hasCurrency && <td>{line.currency}</td>}
                {hasCompany && <td>{line.company || <span className="quiet">none</span>}</td>}
                <td className="number">{balanceWords(line.gl, format)}</td>
                <td className="number">{balanceWords(line.subLedger, format)}</td>
                <td className="number">{format.amount(line.difference)}</td>
                <td className="number">{format.amount(line.explained)}</td>
                <td className="number">{format.amount(line.unexplained)}</td>
                <td className="number">{format.amount(line.threshold)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

function Standing({ line: { gl, isTied } }: { line: TieOutLine }) {
  if (gl === null) return <Pill tone="warn">No balance</Pill>;
  return isTied ? <Pill tone="good">Tied out</Pill> : <Pill tone="bad">Not tied out</Pill>;
}
