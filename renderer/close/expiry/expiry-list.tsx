import { useState } from 'react';
import { Link } from 'wouter';
import { EXPIRY_EXCEPTIONS } from '../../../core/contract/close/expiry.ts';
import type { CloseView } from '../../../core/contract/close/close-view.ts';
import { Segments } from '../../components/controls/segments.tsx';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Pager } from '../../components/surfaces/pager.tsx';
import { Panel, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { routes } from '../../frame/routes.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './expiry.module.css';

type Kind = keyof typeof EXPIRY_EXCEPTIONS;
const ALL = 'all';
const PAGE = 50;

const CHOICES = [
  { value: ALL, label: 'All' },
  ...(Object.keys(EXPIRY_EXCEPTIONS) as Kind[]).map((value) => ({
    value,
    label: EXPIRY_EXCEPTIONS[value],
  })),
] as const;

/** What the expiry control found, one by one; each leads to its customer. */
export function ExpiryList({ view: { expiry, runId } }: { readonly view: CloseView }) {
  const format = useFormat();
  const [kind, setKind] = useState<Kind | typeof ALL>(ALL);
  const [offset, setOffset] = useState(0);
  const all = expiry.sums.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return null;
  const of = expiry.listed.filter(({ code }) => kind === ALL || code === kind);
  const hasCurrency = of.some(({ currency }) => currency !== '');
  return (
    <Panel title="Exceptions of the expiry control" flush>
      <div className={css.choice}>
        <Segments
          label="Kind"
          value={kind}
          options={CHOICES}
          onChange={(value) => {
            setKind(value);
            setOffset(0);
          }}
        />
      </div>
      <Table caption="Exceptions of the expiry control, in the order of the ledger">
        <Heads
          of={[
            'Kind',
            'TRANS_ID',
            'Customer',
            'Created',
            figures('Amount'),
            ...(hasCurrency ? ['Currency'] : []),
            'What it is',
          ]}
        />
        <tbody>
          {of.slice(offset, offset + PAGE).map((one) => (
            <tr key={one.key}>
              <td>{EXPIRY_EXCEPTIONS[one.code]}</td>
              <td className="mono">{one.ids.join(', ')}</td>
              <td>
                <Link href={routes.customer(runId, one.customer)}>{one.customer}</Link>
              </td>
              <td>{format.day(one.createdAt)}</td>
              <td className="number">{format.amount(one.cents)}</td>
              {hasCurrency && <td>{one.currency}</td>}
              <td className="quiet">{one.message}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <div className={parts.inPanel}>
        <Pager
          of="exceptions"
          offset={offset}
          limit={PAGE}
          total={of.length}
          onOffset={setOffset}
        />
        {all > expiry.listed.length && (
          <p className="quiet">
            The {format.count(expiry.listed.length)} with the most at stake are listed, of{' '}
            {format.count(all)}.
          </p>
        )}
      </div>
    </Panel>
  );
}
