import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type {
  ComparedMatch,
  ComparedRow,
  ComparisonKind,
} from '../../core/contract/runs/compared-runs.ts';
import { figures, Heads } from '../components/surfaces/heads.tsx';
import { Amount, Table } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { routes } from '../frame/routes.ts';
import css from './compare.module.css';

interface ComparedRowsProps {
  readonly kind: ComparisonKind;
  readonly rows: readonly ComparedRow[];
  readonly a: string;
  readonly b: string;
}

/** A page of rows of one kind; what differs between the runs stands as A → B. */
export function ComparedRows({ kind, rows, a, b }: ComparedRowsProps) {
  const format = useFormat();
  return (
    <Table caption={`Rows: ${kind}`}>
      <Heads
        of={[
          'TRANS_ID',
          'Customer',
          'Type',
          'Date',
          figures('Amount'),
          'Status',
          'REDEEMID',
          figures('Matched'),
          figures('Open'),
        ]}
      />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.id}</th>
            <td className={css.nowrap}>
              {row.customer}{' '}
              {row.before && <CustomerLink letter="A" runId={a} customer={row.customer} />}{' '}
              {row.after && <CustomerLink letter="B" runId={b} customer={row.customer} />}
            </td>
            <td>{row.type}</td>
            <td className={css.nowrap}>{format.day(row.createdAt)}</td>
            <BothCell row={row} of="cents" show={(cents) => <Amount cents={cents} />} number />
            <BothCell row={row} of="status" show={(status) => status} />
            <BothCell row={row} of="redeemId" show={(id) => id ?? 'none'} />
            <BothCell row={row} of="matched" show={(cents) => <Amount cents={cents} />} number />
            <BothCell row={row} of="open" show={(cents) => <Amount cents={cents} />} number />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function CustomerLink({
  letter,
  runId,
  customer,
}: {
  letter: 'A' | 'B';
  runId: string;
  customer: string;
}) {
  return (
    <Link
      href={routes.customer(runId, customer)}
      aria-label={`Customer ${customer} in run ${letter}`}
    >
      {letter}
    </Link>
  );
}

interface BothCellProps<K extends keyof ComparedMatch> {
  readonly row: ComparedRow;
  readonly of: K;
  readonly show: (value: ComparedMatch[K]) => ReactNode;
  readonly number?: boolean;
}

/** A figure of the row: once where both runs agree or only one has it, else as A → B. */
function BothCell<K extends keyof ComparedMatch>({ row, of, show, number }: BothCellProps<K>) {
  const { before, after } = row;
  const align = number ? 'number' : css.nowrap!;
  if (before && after && before[of] !== after[of])
    return (
      <td className={`${align} ${css.differs}`}>
        {show(before[of])} → {show(after[of])}
      </td>
    );
  const one = after ?? before;
  return <td className={align}>{one ? show(one[of]) : '–'}</td>;
}
