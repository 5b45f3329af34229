import { Download } from 'lucide-react';
import { api } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Amount, Panel } from '../../components/surfaces/surfaces.tsx';
import { useExport } from '../../components/surfaces/use-export.ts';
import { useFormat } from '../../format/use-format.ts';
import parts from '../../components/surfaces/parts.module.css';
import type { ClosePanelProps } from '../frame/close-part.ts';
import css from './expiry.module.css';

/** The rows that would book what has lapsed, as a file with the columns of the ledger. */
export function ExpiryRows({ view }: ClosePanelProps) {
  const { expiry, sourceId, period } = view;
  const format = useFormat();
  const { busy, save } = useExport();
  const lapsed = expiry.sums
    .filter(({ code }) => code === 'lot.past-expiry')
    .reduce((sum, { count }) => sum + count, 0);
  if (lapsed === 0) return null;
  const rows = expiry.rows.reduce((sum, { count }) => sum + count, 0);
  const held = lapsed - rows;
  const write = (): Promise<void> =>
    save(`expiry-${period}.csv`, (target) =>
      api('close.export-expiry', { sourceId, period, target }),
    );
  return (
    <Panel
      title="Rows that book it"
      actions={
        rows > 0 && (
          <Button disabled={busy} onClick={() => void write()}>
            <Download size={16} aria-hidden /> Save the expiry rows
          </Button>
        )
      }
    >
      {rows > 0 && (
        <div className={parts.form}>
          <p>
            {format.counted(rows, 'expired row')} in the columns of the ledger would book what has
            lapsed:
          </p>
          <ul className={`${parts.list} ${css.sums}`}>
            {expiry.rows.map(({ currency, count, cents }) => (
              <li key={currency}>
                <Amount cents={cents} currency={currency} />{' '}
                <span className="quiet">in {format.counted(count, 'row')}</span>
              </li>
            ))}
          </ul>
          <p>
            Add them to the ledger, or run them as new rows of the source, for the same cut-off: the
            list below is then empty{held > 0 ? ' but for the lots that wait' : ''}.
          </p>
        </div>
      )}
      {held > 0 && (
        <p className="quiet">
          {held === 1 ? 'One lapsed lot has' : `${format.count(held)} lapsed lots have`} no row: an
          older lot of the same customer is open that has not lapsed, and a row takes the oldest
          lot.
        </p>
      )}
    </Panel>
  );
}
