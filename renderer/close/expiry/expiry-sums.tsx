import { EXPIRY_EXCEPTIONS } from '../../../core/contract/close/expiry.ts';
import type { CloseView } from '../../../core/contract/close/close-view.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import parts from '../../components/surfaces/parts.module.css';

/** How many lots have lapsed and were spent all the same, and what is at stake, by currency. */
export function ExpirySums({ view: { expiry, asOf } }: { readonly view: CloseView }) {
  const format = useFormat();
  if (expiry.sums.length === 0)
    return (
      <p className={parts.inPanel}>
        No open lot is past its expiry on {format.dayNamed(asOf)}, and nothing was spent of a lot
        that had expired.
      </p>
    );
  return (
    <Table caption="What the expiry control found">
      <Heads of={['Found', 'Currency', figures('Number'), figures('Amount')]} />
      <tbody>
        {expiry.sums.map(({ code, currency, count, cents }) => (
          <tr key={`${code} ${currency}`}>
            <th scope="row">{EXPIRY_EXCEPTIONS[code]}</th>
            <td>{currency}</td>
            <td className="number">{format.count(count)}</td>
            <td className="number">{format.amount(cents)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
