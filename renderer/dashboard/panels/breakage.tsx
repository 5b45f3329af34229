import { Fact, Facts } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { BreakageView } from '../../../core/contract/close/close-view.ts';
import type { BoardPanel } from '../board/board-panel.ts';
import { CloseOfLatest } from './close-of-latest.tsx';

/** What of the lots will never be spent, as the close estimates it. */
export const breakagePanel: BoardPanel = {
  id: 'breakage',
  Show: ({ board }) => (
    <CloseOfLatest board={board} title="Breakage">
      {({ breakage }) => {
        const own = (breakage ?? []).filter(({ currency }) => currency === board.currency);
        return own.length === 0 ? (
          <p className="quiet">The close settings of this source ask for no estimate.</p>
        ) : (
          <Sums of={own} />
        );
      }}
    </CloseOfLatest>
  ),
};

function Sums({ of }: { readonly of: readonly BreakageView[] }) {
  const format = useFormat();
  const sum = (figure: (one: BreakageView) => number): string =>
    format.amount(of.reduce((total, one) => total + figure(one), 0));
  return (
    <Facts>
      <Fact name="Expected breakage" value={sum(({ breakage }) => breakage)} />
      <Fact name="Recognised so far" value={sum(({ recognised }) => recognised)} />
      <Fact name="Still to recognise" value={sum(({ toRecognise }) => toRecognise)} />
      <Fact name="True-up of the period" value={sum(({ trueUp }) => trueUp)} />
    </Facts>
  );
}
