import type { GridTotals } from '../../../core/contract/api/grid.ts';
import { Amount } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import css from './view.module.css';

interface TotalsLineProps {
  /** Undefined until they are known for the first time. */
  readonly totals: GridTotals | undefined;
  /** They are of the view before this one. */
  readonly stale: boolean;
  /** All currencies of the run: the line has room for them whatever the view. */
  readonly currencies: readonly string[];
  readonly selected: number;
  /** What is under way, in words. */
  readonly busy: string | null;
}

const SUMS = [
  ['earned', 'Earned'],
  ['spent', 'Spent'],
  ['expired', 'Expired'],
  ['net', 'Net'],
  ['matchedLots', 'Lots matched'],
  ['openLots', 'Open lots'],
  ['unused', 'Unused in matched lots'],
  ['matchedRedemptions', 'Redemptions matched'],
  ['uncovered', 'Unapplied'],
  ['short', 'Short in matched pairs'],
] as const;

/** What only some policies leave: shown where there is any. */
const ONLY_IF_ANY: readonly string[] = ['unused', 'short'];

/** Totals of what the grid shows, at its foot. */
export function TotalsLine({ totals, stale, currencies, selected, busy }: TotalsLineProps) {
  const format = useFormat();
  const sums = SUMS.filter(
    ([key]) => !ONLY_IF_ANY.includes(key) || totals?.byCurrency.some((of) => of[key] !== 0),
  );
  const lines = currencies.length > 1 ? currencies : [currencies[0] ?? ''];
  return (
    <footer className={css.totals} aria-label="Totals of the rows shown" aria-busy={stale}>
      <p role="status" className={css.counts}>
        <strong>{format.counted(totals?.rows, 'row')}</strong>
        {selected > 1 && ` · ${format.count(selected)} selected`}
        {busy && ` · ${busy} …`}
        <span className="visually-hidden">, </span>
        <br />
        {format.counted(totals?.customers, 'customer')}
        {totals !== undefined && totals.rowsAfterCutOff > 0 && (
          <>
            <br />
            {format.count(totals.rowsAfterCutOff)} after the cut-off, not in the totals
          </>
        )}
      </p>
      <div className={css.sums} tabIndex={0} role="region" aria-label="Sums of the rows shown">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Currency</span>
              </th>
              {sums.map(([key, name]) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((currency) => {
              const of =
                totals?.byCurrency.find((one) => one.currency === currency) ??
                (lines.length === 1 ? totals?.byCurrency[0] : undefined);
              return (
                <tr key={currency}>
                  {currency ? <th scope="row">{currency}</th> : <td />}
                  {sums.map(([key]) => (
                    <td key={key}>
                      <Amount cents={of?.[key] ?? (totals ? 0 : null)} />
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </footer>
  );
}
