import type { VintagesView } from '../../../core/contract/close/close-view.ts';
import { AsTable, PointsTable } from '../../components/charts/as-table.tsx';
import { shortAmount } from '../../components/charts/axis.ts';
import { Chart } from '../../components/charts/chart.tsx';
import type { ChartSeries } from '../../components/charts/chart.tsx';
import { separatorsOf } from '../../format/format.ts';
import { useFormat, useSettings } from '../../format/use-format.ts';
import { openByMonth } from './vintages.ts';
import type { OpenOfMonth } from './vintages.ts';

const OPEN: readonly ChartSeries<OpenOfMonth>[] = [
  { id: 'open', name: 'Open', value: ({ open }) => open, colour: 1 },
];

/** What is owed of the lots of each month of issue, drawn; the same as a table below it. */
export function LiabilityPicture({ currency, months }: VintagesView) {
  const format = useFormat();
  const { point } = separatorsOf(useSettings().numberFormat);
  const title = `Open lots by month of issue${currency === '' ? '' : `, ${currency}`}`;
  const points = openByMonth(months);
  return (
    <>
      <Chart
        title={title}
        about="What is still open of the lots that were earned in each month."
        points={points}
        nameOf={({ month }) => month}
        form="bars"
        height={260}
        series={OPEN}
        show={format.amount}
        tick={(cents) => shortAmount(cents, point)}
      />
      <AsTable title={title}>
        <PointsTable
          title={title}
          points={points}
          series={OPEN}
          show={format.amount}
          head="Month of issue"
          keyOf={({ month }) => month}
          cell={({ month }) => month}
        />
      </AsTable>
    </>
  );
}
