import { useState } from 'react';
import type { VintagesView } from '../../../core/contract/close/close-view.ts';
import { AsTable } from '../../components/charts/as-table.tsx';
import { Chart } from '../../components/charts/chart.tsx';
import type { ChartSeries } from '../../components/charts/chart.tsx';
import { SelectField } from '../../components/controls/controls.tsx';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import css from './pictures.module.css';
import { redemptionCurves } from './vintages.ts';
import type { RedeemedByAge } from './vintages.ts';

/** How much of each month's lots was redeemed by which age, drawn: all months together, and one that is chosen. */
export function RedemptionPicture({ currency, months }: VintagesView) {
  const format = useFormat();
  const curves = redemptionCurves(months);
  const grown = months.filter(({ wholeAge, earned }) => wholeAge >= 0 && earned > 0);
  const [wanted, setWanted] = useState('');
  const chosen = grown.find(({ month }) => month === wanted)?.month ?? grown[0]?.month;
  const title = `Redeemed by age${currency === '' ? '' : `, ${currency}`}`;
  if (chosen === undefined)
    return <p className="quiet">No month of issue has passed wholly by the cut-off.</p>;
  const lineOf = (month: string, colour: number | null): ChartSeries<RedeemedByAge> => ({
    id: month,
    name: month,
    value: ({ shares }) => shares[month] ?? null,
    colour,
  });
  const all: ChartSeries<RedeemedByAge> = {
    ...{ id: 'all', name: 'All months', colour: 1 },
    value: (one) => one.all,
  };
  const others = grown.filter(({ month }) => month !== chosen);
  return (
    <>
      <Chart
        title={title}
        about="Share of what was earned that was spent, by months after the month of issue. Each thin line is a month of issue."
        points={curves}
        nameOf={({ age }) => String(age)}
        further={({ age }) =>
          age === 1 ? 'month after the month of issue' : 'months after the month of issue'
        }
        height={260}
        form="line"
        series={[...others.map(({ month }) => lineOf(month, null)), all, lineOf(chosen, 3)]}
        show={format.share}
        tick={format.share}
        domain={[0, 1]}
      />
      <div className={css.choice}>
        <SelectField
          label="Month of issue"
          value={chosen}
          onChange={({ target }) => setWanted(target.value)}
        >
          {grown.map(({ month }) => (
            <option key={month}>{month}</option>
          ))}
        </SelectField>
      </div>
      <AsTable title={title}>
        <Table caption={`${title}, in months`}>
          <Heads of={['Month of issue', ...curves.map(({ age }) => figures(String(age)))]} />
          <tbody>
            {grown.map(({ month }) => (
              <tr key={month}>
                <th scope="row">{month}</th>
                {curves.map(({ age, shares }) => (
                  <td key={age} className="number">
                    {shares[month] == null ? '' : format.share(shares[month])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All months</th>
              {curves.map(({ age, all: share }) => (
                <td key={age} className="number">
                  {format.share(share)}
                </td>
              ))}
            </tr>
          </tfoot>
        </Table>
      </AsTable>
    </>
  );
}
