import { exceptionTitle } from '../../../core/contract/exceptions.ts';
import { useFormat } from '../../format/use-format.ts';
import type { Board, BoardPanel } from '../board/board-panel.ts';
import { RunChart } from './run-chart.tsx';
import { countsByKind, exceptionCount, kindsInChart } from '../board/series.ts';

export const exceptionsPanel: BoardPanel = { id: 'exceptions', Show: Exceptions };

/** Each kind has the same colour in every chart. */
function Exceptions({ board: { dashboard } }: { readonly board: Board }) {
  const format = useFormat();
  const { runs } = dashboard;
  const kinds = kindsInChart(runs);
  return (
    <RunChart
      title="Exceptions by kind"
      about="Number of exceptions in each run, whatever their status."
      runs={runs}
      form="stack"
      series={kinds.map(({ code, colour }) => ({
        id: code,
        name: exceptionTitle(code),
        value: (run) => countsByKind(run, kinds)[code]!,
        colour,
      }))}
      sum={exceptionCount}
      show={format.count}
      tick={format.count}
      wholeTicks
    />
  );
}
