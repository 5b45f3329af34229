import { comparedCounts, comparedTotals } from '../../core/contract/comparison.ts';
import type { ComparedFigure } from '../../core/contract/comparison.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { figures, Heads } from '../components/surfaces/heads.tsx';
import { Panel, Table } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import css from './compare.module.css';

/** Amounts and counts of both runs with what B has more. */
export function TotalsBeside({ a, b }: { a: RunRecord; b: RunRecord }) {
  const format = useFormat();
  const totals = comparedTotals(a, b);
  return (
    <Panel title="Totals" flush>
      <Table caption="Totals of both runs">
        <Heads of={['Figure', figures('Run A'), figures('Run B'), figures('Difference')]} />
        {totals.map(({ currency, figures, matchRate }) => (
          <tbody key={currency}>
            {currency !== '' && (
              <tr>
                <th colSpan={4} scope="rowgroup" className={css.currency}>
                  {currency}
                </th>
              </tr>
            )}
            {figures.map((figure) => (
              <Figure key={figure.name} figure={figure} show={format.amount} />
            ))}
            <tr>
              <th scope="row">Match rate, by value</th>
              <td className="number">{format.share(matchRate.a)}</td>
              <td className="number">{format.share(matchRate.b)}</td>
              <td className="number" />
            </tr>
          </tbody>
        ))}
        <tbody>
          {comparedCounts(a, b).map((figure) => (
            <Figure key={figure.name} figure={figure} show={format.count} />
          ))}
          <tr>
            <th scope="row">Rows without an error</th>
            <td className="number">{format.share(a.quality)}</td>
            <td className="number">{format.share(b.quality)}</td>
            <td className="number" />
          </tr>
        </tbody>
      </Table>
    </Panel>
  );
}

function Figure({
  figure: { name, a, b, difference },
  show,
}: {
  figure: ComparedFigure;
  show: (value: number | null) => string;
}) {
  return (
    <tr className={difference === 0 ? css.same : undefined}>
      <th scope="row">{name}</th>
      <td className="number">{show(a)}</td>
      <td className="number">{show(b)}</td>
      <td className={`number ${difference !== null && difference < 0 ? 'negative' : ''}`}>
        {difference === 0 ? '–' : show(difference)}
      </td>
    </tr>
  );
}
