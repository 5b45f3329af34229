import { FLUX_COMPARISONS, FLUX_MEASURES } from '../../../core/contract/close/flux.ts';
import type { CloseView, FluxView } from '../../../core/contract/close/close-view.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { BoardPanel } from '../board/board-panel.ts';
import { CloseOfLatest } from './close-of-latest.tsx';

/** The latest period beside the one before. */
export const fluxPanel: BoardPanel = {
  id: 'flux',
  Show: ({ board }) => (
    <CloseOfLatest board={board} title="Flux">
      {(view) => <Totals view={view} currency={board.currency} />}
    </CloseOfLatest>
  ),
};

function Totals({ view, currency }: { readonly view: CloseView; readonly currency: string }) {
  const format = useFormat();
  const lines = view.flux.filter((line) => line.currency === currency && line.column === null);
  const before = (line: FluxView) => line.differences.find((one) => one.with === 'before');
  return lines.length === 0 ? (
    <p className="quiet">Nothing moved up to the cut-off.</p>
  ) : (
    <Table caption="The period beside the one before">
      <Heads
        of={[
          '',
          figures('Amount'),
          figures(`Since: ${FLUX_COMPARISONS.before.title.toLowerCase()}`),
          '',
        ]}
      />
      <tbody>
        {lines.map((line) => (
          <tr key={line.key}>
            <td>{FLUX_MEASURES[line.measure]}</td>
            <td className="number">{format.amount(line.amount)}</td>
            <td className="number">{format.amount(before(line)?.cents)}</td>
            <td>
              {line.wantsExplanation && line.explanation === null && (
                <Pill tone="warn">To explain</Pill>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
