import type { CloseView } from '../../../core/contract/close/close-view.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Panel, Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import parts from '../../components/surfaces/parts.module.css';
import { proofSentence } from './proof-words.ts';

/** That the entries change the liability as the roll-forward does, in words and figures. Null without entries. */
export function ProofPanel({ view: { proofs } }: { readonly view: CloseView }) {
  const format = useFormat();
  if (proofs.length === 0) return null;
  const agree = proofs.every(({ agrees }) => agrees);
  return (
    <Panel
      title="Proof to the roll-forward"
      flush
      actions={
        agree ? (
          <Pill tone="good">Entries agree</Pill>
        ) : (
          <Pill tone="bad">Entries do not agree</Pill>
        )
      }
    >
      <div className={parts.inPanel}>
        {proofs.map((proof) => (
          <p key={`${proof.period} ${proof.currency}`}>{proofSentence(proof, format)}</p>
        ))}
      </div>
      <Table caption="Net change of the liability accounts beside the roll-forward">
        <Heads
          of={[
            'Period',
            'Currency',
            figures('Booked'),
            figures('To book'),
            figures('Roll-forward'),
            figures('Difference'),
          ]}
        />
        <tbody>
          {proofs.map(({ period, currency, booked, posted, movement }) => (
            <tr key={`${period} ${currency}`}>
              <td>{period}</td>
              <td>{currency}</td>
              <td className="number">{format.amount(booked)}</td>
              <td className="number">{format.amount(posted)}</td>
              <td className="number">{format.amount(movement)}</td>
              <td className="number">{format.amount(booked + posted - movement)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
