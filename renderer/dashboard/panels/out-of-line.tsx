import { lowerEdge } from '../../../core/contract/baselines/baselines.ts';
import { EXPECTATION_WORDS } from '../../../core/contract/baselines/expectations.ts';
import { figureTitle } from '../../../core/contract/baselines/figure.ts';
import { figureOf } from '../../../core/contract/baselines/figures/figures.ts';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { Board, BoardPanel } from '../board/board-panel.ts';
import css from './panels.module.css';
import { useUnitFormats } from '../board/unit-format.ts';

export const outOfLinePanel: BoardPanel = { id: 'out-of-line', Show: OutOfLine };

/** What of the latest period end lies outside its band, and what has gone to another level, in sentences. */
function OutOfLine({ board: { baselines, limit } }: { readonly board: Board }) {
  const format = useFormat();
  const units = useUnitFormats();
  const sentences = baselines.series.flatMap((series) => {
    const figure = figureOf(series.figure)!;
    const { show } = units[figure.unit];
    const latest = series.points.at(-1)!;
    const title = figureTitle(figure, series.part);
    const shownFrom = series.points.at(-limit)?.day ?? '';
    return [
      ...(latest.isOut
        ? [
            `${title}: ${show(latest.value)}, expected ${show(lowerEdge(latest))} to ${show(latest.band!.to)} from ${EXPECTATION_WORDS[latest.band!.against].from}.`,
          ]
        : []),
      ...series.changes
        .filter(({ day }) => day >= shownFrom)
        .map(
          ({ day, of, before, since }) =>
            `${title}: the ${EXPECTATION_WORDS[of].steady} has been ${show(since)} since ${format.dayNamed(day)}; it was ${show(before)} before.`,
        ),
    ];
  });
  const hasBands = baselines.series.some(({ points }) => points.at(-1)!.band !== null);
  return (
    <Panel title="Out of line">
      {sentences.length > 0 ? (
        <ul className={css.sentences}>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : (
        <p className="quiet">
          {hasBands
            ? 'Each figure of the latest period end that has enough earlier ones is within its expected range.'
            : 'A period end is compared with what was to be expected once there are six before it.'}
        </p>
      )}
    </Panel>
  );
}
