import { LiabilityPicture } from '../../close/pictures/liability-picture.tsx';
import type { BoardPanel } from '../board/board-panel.ts';
import { CloseOfLatest } from './close-of-latest.tsx';

/** What is owed at the latest period end by the month in which it was earned. */
export const agingPanel: BoardPanel = {
  id: 'aging',
  Show: ({ board }) => (
    <CloseOfLatest board={board} title="Aging">
      {({ vintages }) => {
        const own = vintages.find(({ currency }) => currency === board.currency);
        return own === undefined ? (
          <p className="quiet">No lots up to the cut-off.</p>
        ) : (
          <LiabilityPicture {...own} />
        );
      }}
    </CloseOfLatest>
  ),
};
