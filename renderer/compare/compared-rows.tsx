import { Link } from 'wouter';
import type { ComparedMatch, ComparedRow, ComparisonKind } from '../../core/contract/api/runs.ts';
import { Amount, Table } from '../components/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { routes } from '../shell/routes.ts';
import css from './compare.module.css';

interface ComparedRowsProps {
  readonly kind: ComparisonKind;
  readonly rows: readonly ComparedRow[];
  readonly a: string;
  readonly b: string;
}

/** A page of rows of one kind, as run A and as run B have them. */
export function ComparedRows({ kind, rows, a, b }: ComparedRowsProps) {
  const format = useFormat();
  const inA = kind !== 'new';
  const inB = kind !== 'gone';
  return (
    <Table caption={`Rows: ${kind}`}>
      <thead>
        <tr>
          <th>TRANS_ID</th>
          <th>Customer</th>
          <th>Type</th>
          <th>Date</th>
          {kind !== 'changed' && <th className="number">Amount</th>}
          {inA && <MatchHead letter="A" amount={kind === 'changed'} />}
          {inB && <MatchHead letter="B" amount={kind === 'changed'} />}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.id}</th>
            <td className={css.nowrap}>
              {row.customer} {inA && <CustomerLink letter="A" runId={a} customer={row.customer} />}{' '}
              {inB && <CustomerLink letter="B" runId={b} customer={row.customer} />}
            </td>
            <td>{row.type}</td>
            <td className={css.nowrap}>{format.day(row.createdAt)}</td>
            {kind !== 'changed' && (
              <td className="number">
                <Amount cents={row.cents} />
              </td>
            )}
            {inA && <MatchCells match={row.before} amount={kind === 'changed'} other={row.after} />}
            {inB && <MatchCells match={row.after} amount={kind === 'changed'} other={row.before} />}
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

function MatchHead({ letter, amount }: { letter: 'A' | 'B'; amount: boolean }) {
  return (
    <>
      <th className={css.first}>{letter}: status</th>
      <th>{letter}: REDEEMID</th>
      {amount && <th className="number">{letter}: amount</th>}
      <th className="number">{letter}: matched</th>
      <th className="number">{letter}: open</th>
    </>
  );
}

function MatchCells({
  match,
  amount,
  other,
}: {
  match: ComparedMatch | null;
  amount: boolean;
  other: ComparedMatch | null;
}) {
  // What differs from the other run stands out; where there is no other, nothing does.
  const mark = (name: keyof ComparedMatch): string =>
    match && other && match[name] !== other[name] ? css.differs! : '';
  return (
    <>
      <td className={`${css.first} ${css.nowrap} ${mark('status')}`}>{match?.status ?? '–'}</td>
      <td className={mark('redeemId')}>{match?.redeemId ?? '–'}</td>
      {amount && (
        <td className={`number ${mark('cents')}`}>
          <Amount cents={match?.cents} />
        </td>
      )}
      <td className={`number ${mark('matched')}`}>
        <Amount cents={match?.matched} />
      </td>
      <td className={`number ${mark('open')}`}>
        <Amount cents={match?.open} />
      </td>
    </>
  );
}
