import { useState } from 'react';
import { Link } from 'wouter';
import { ANOMALY_KINDS } from '../../../core/contract/anomalies/anomalies.ts';
import type { RunAnomalies } from '../../../core/contract/anomalies/anomaly-calls.ts';
import { useCall } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Loading, Panel, ProblemNotice, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { routes } from '../../frame/routes.ts';
import type { Board, BoardPanel } from '../board/board-panel.ts';
import css from './panels.module.css';

export const customersPanel: BoardPanel = { id: 'customers', Show: Customers };

/** So many are shown; the command line tells up to a thousand. */
const SHOWN = 50;

/** What is out of line with customers in the period of the latest run: looked for when a person asks. */
function Customers({ board: { dashboard } }: { readonly board: Board }) {
  const runId = dashboard.runs.at(-1)!.runId;
  const [asked, setAsked] = useState<string | null>(null);
  const { data, error } = useCall(
    'anomalies.get',
    { runId },
    { enabled: asked === runId, staleTime: Infinity },
  );
  return (
    <Panel title="Customers out of line">
      {asked !== runId ? (
        <>
          <p className="quiet">
            Amounts, frequency, expiry, round amounts and duplicates of each customer, compared with
            the whole ledger of the latest run.
          </p>
          <Button onClick={() => setAsked(runId)}>Look for them</Button>
        </>
      ) : error ? (
        <ProblemNotice problem={error} />
      ) : data ? (
        <Found anomalies={data} />
      ) : (
        <Loading what="Reading the ledger" />
      )}
    </Panel>
  );
}

function Found({ anomalies }: { readonly anomalies: RunAnomalies }) {
  const format = useFormat();
  const { runId, from, total, items } = anomalies;
  const since = from === null ? 'in the whole ledger' : `since ${format.dayNamed(from)}`;
  if (total === 0) return <p className="quiet">No customer is out of line {since}.</p>;
  return (
    <div className={css.found}>
      <p className="quiet">
        {format.count(total)} out of line {since}
        {total > SHOWN && `, the first ${SHOWN}`}. The score is 1 at the limit, 2 for twice as far
        out.
      </p>
      <Table caption="Customers out of line, the farthest out first">
        <Heads of={['Customer', 'What', figures('Score')]} />
        <tbody>
          {items.slice(0, SHOWN).map(({ kind, customer, currency, score, sentence, ids }) => (
            <tr key={`${kind} ${ids.join()}`}>
              <td>
                <Link href={routes.customer(runId, customer)}>{customer}</Link>
                {currency !== '' && ` ${currency}`}
              </td>
              <td className={css.sentence}>
                <strong>{ANOMALY_KINDS[kind]}.</strong> {sentence}
              </td>
              <td className="number">{score.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
