import { useState } from 'react';
import { FLUX_MEASURES } from '../../../core/contract/close/flux.ts';
import type { FluxView } from '../../../core/contract/close/close-view.ts';
import { AsTable, PointsTable } from '../../components/charts/as-table.tsx';
import { shortAmount } from '../../components/charts/axis.ts';
import { Chart } from '../../components/charts/chart.tsx';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import { separatorsOf } from '../../format/format.ts';
import { useFormat, useSettings } from '../../format/use-format.ts';
import parts from '../../components/surfaces/parts.module.css';
import { amountsByPeriod, expectedBand } from './amounts-by-period.ts';
import css from './pictures.module.css';

interface PeriodPicturesProps {
  /** The slice that they are of. */
  readonly title: string;
  readonly currency: string;
  /** One a measure. */
  readonly lines: readonly FluxView[];
}

const SPANS = [12, 24, 60, 1000] as const;

/** What moved and what was owed from period to period, drawn measure by measure with what was to be expected. */
export function PeriodPictures({ title, currency, lines }: PeriodPicturesProps) {
  const [span, setSpan] = useState<number>(24);
  const name = currency === '' ? title : `${title}, ${currency}`;
  const all = lines[0]?.periods.length ?? 0;
  return (
    <Panel
      title={`${name}: by period`}
      actions={
        all > SPANS[0] && (
          <select
            className={parts.select}
            aria-label="Periods shown"
            value={span}
            onChange={({ target }) => setSpan(Number(target.value))}
          >
            {SPANS.filter((count) => count < all || count === 1000).map((count) => (
              <option key={count} value={count}>
                {count === 1000 ? `All ${all}` : `The last ${count}`}
              </option>
            ))}
          </select>
        )
      }
    >
      <div className={css.pictures}>
        {lines.map((line) => (
          <PeriodPicture key={line.key} name={name} line={line} span={span} />
        ))}
      </div>
    </Panel>
  );
}

interface PeriodPictureProps {
  readonly name: string;
  readonly line: FluxView;
  /** So many of the last periods. */
  readonly span: number;
}

function PeriodPicture({ name, line, span }: PeriodPictureProps) {
  const format = useFormat();
  const { point } = separatorsOf(useSettings().numberFormat);
  const measure = FLUX_MEASURES[line.measure];
  const title = `${measure}, ${name}`;
  const points = amountsByPeriod(line, span);
  const band = expectedBand(line);
  const series = [
    { id: 'cents', name: measure, value: ({ cents }: { cents: number }) => cents, colour: 1 },
  ];
  return (
    <div>
      <h3>{measure}</h3>
      <Chart
        title={title}
        about={
          band === null
            ? 'From period to period.'
            : `The band is what was expected of ${points.at(-1)!.period}: ${format.amount(band[0])} to ${format.amount(band[1])}.`
        }
        points={points}
        nameOf={({ period }) => period}
        form={line.measure === 'closing' ? 'line' : 'bars'}
        series={series}
        show={format.amount}
        tick={(cents) => shortAmount(cents, point)}
        {...(band !== null && { band })}
      />
      <AsTable title={title}>
        <PointsTable
          title={title}
          points={points}
          series={series}
          show={format.amount}
          head="Period"
          keyOf={({ period }) => period}
          cell={({ period }) => period}
        />
      </AsTable>
    </div>
  );
}
