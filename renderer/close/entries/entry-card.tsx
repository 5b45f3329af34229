import type { ReactNode } from 'react';
import { dimensionsWords, ENTRY_KINDS } from '../../../core/contract/close/journal.ts';
import type { JournalEntry } from '../../../core/contract/close/journal.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Amount, Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import css from './entries.module.css';

/** So many entries are seen with all their lines at once. */
export const MOST_OPEN = 3;

interface EntryCardProps {
  readonly entry: JournalEntry;
  /** Its lines are seen from the beginning; else they unfold. */
  readonly isOpen: boolean;
  /** Beside its name: that it is posted. */
  readonly beside?: ReactNode;
  /** Below its lines: what can be done with it. */
  readonly children?: ReactNode;
}

/** An entry with its lines; a correction says which period it corrects. */
export function EntryCard({ entry, isOpen, beside, children }: EntryCardProps) {
  const format = useFormat();
  const { id, kind, of, period, date, currency, memo, reverses, lines } = entry;
  const hasDimensions = lines.some(({ dimensions }) => Object.keys(dimensions).length > 0);
  const total = lines.reduce((sum, { debit }) => sum + debit, 0);
  return (
    <details className={css.entry} open={isOpen} aria-label={`Entry ${id}`}>
      <summary className={css.entryHead}>
        <span>
          <strong>{id}</strong>
          <Pill tone={kind === 'correction' || kind === 'reversal' ? 'info' : 'neutral'}>
            {ENTRY_KINDS[kind]}
          </Pill>
          {kind !== 'reversal' && of !== period && <Pill tone="warn">Corrects {of}</Pill>}
          {reverses !== null && <Pill tone="warn">Takes back {reverses}</Pill>}
          {beside}
          <Amount cents={total} currency={currency} />
          <span className="quiet">
            {memo} · {format.dayNamed(date)}
          </span>
        </span>
      </summary>
      <Table caption={`Lines of ${id}`}>
        <Heads
          of={[
            'Account',
            figures('Debit'),
            figures('Credit'),
            'Memo',
            ...(hasDimensions ? ['Dimensions'] : []),
          ]}
        />
        <tbody>
          {lines.map(({ account, debit, credit, memo: of, dimensions }, line) => (
            <tr key={`${line} ${account}`}>
              <td>{account}</td>
              <td className="number">{debit === 0 ? '' : format.amount(debit)}</td>
              <td className="number">{credit === 0 ? '' : format.amount(credit)}</td>
              <td>{of}</td>
              {hasDimensions && <td>{dimensionsWords(dimensions)}</td>}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <td className="number">{format.amount(total)}</td>
            <td className="number">
              {format.amount(lines.reduce((sum, { credit }) => sum + credit, 0))}
            </td>
            <td colSpan={hasDimensions ? 2 : 1} />
          </tr>
        </tfoot>
      </Table>
      {children}
    </details>
  );
}
