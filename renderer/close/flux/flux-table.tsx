import { FLUX_COMPARISONS, FLUX_MEASURES } from '../../../core/contract/close/flux.ts';
import type { FluxDifference } from '../../../core/contract/close/flux.ts';
import type { FluxView } from '../../../core/contract/close/close-view.ts';
import { Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { ClosePanelProps } from '../frame/close-part.ts';
import { Explanation } from './explanation.tsx';
import css from './flux.module.css';
import { sliceTitle } from './flux-slices.ts';
import type { FluxGroup } from './flux-slices.ts';
import { changeText, COMPARISONS } from './flux-words.ts';

interface FluxTableProps extends ClosePanelProps {
  readonly groups: readonly FluxGroup[];
  /** The key of the slice that is drawn below. */
  readonly shown: string;
  readonly onShow: (key: string) => void;
}

const COLUMNS = 2 + 2 * COMPARISONS.length;

/** Each line with what it is compared with, and its explanation where one is wanted; slice by slice. */
export function FluxTable({ groups, shown, onShow, ...props }: FluxTableProps) {
  return (
    <div className={css.table}>
      <Table caption="The period and what it is compared with">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              Measure
            </th>
            <th scope="col" rowSpan={2} className="number">
              {props.view.period}
            </th>
            {COMPARISONS.map((id) => (
              <th
                key={id}
                scope="colgroup"
                colSpan={2}
                className={css.comparison}
                title={FLUX_COMPARISONS[id].meaning}
              >
                {FLUX_COMPARISONS[id].title}
              </th>
            ))}
          </tr>
          <tr>
            {COMPARISONS.flatMap((id) => [
              <th key={`${id} base`} scope="col" className={`number ${css.comparison}`}>
                Amount
              </th>,
              <th key={`${id} change`} scope="col" className="number">
                Difference
              </th>,
            ])}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.key}>
            <tr className={group.key === shown ? css.shownSlice : css.slice}>
              <th scope="rowgroup" colSpan={COLUMNS}>
                <button
                  type="button"
                  className={css.choose}
                  aria-pressed={group.key === shown}
                  title="Draw it by period, below"
                  onClick={() => onShow(group.key)}
                >
                  {sliceTitle(group)}
                </button>
              </th>
            </tr>
            {group.lines.map((line) => (
              <Line key={line.key} {...props} line={line} />
            ))}
          </tbody>
        ))}
      </Table>
    </div>
  );
}

function Line({ line, ...props }: ClosePanelProps & { readonly line: FluxView }) {
  const format = useFormat();
  const { against } = props.view.terms.flux;
  const by = new Map(line.differences.map((difference) => [difference.with, difference]));
  return (
    <>
      <tr>
        <th scope="row" className={css.measure}>
          {FLUX_MEASURES[line.measure]}
        </th>
        <td className="number">{format.amount(line.amount)}</td>
        {COMPARISONS.map((id) => (
          <Compared key={id} difference={by.get(id)} asks={against.includes(id)} />
        ))}
      </tr>
      {(line.wantsExplanation || line.explanation !== null) && (
        <tr>
          <td colSpan={COLUMNS} className={css.explained}>
            <Explanation {...props} line={line} />
          </td>
        </tr>
      )}
    </>
  );
}

interface ComparedProps {
  readonly difference: FluxDifference | undefined;
  /** It may want an explanation. */
  readonly asks: boolean;
}

function Compared({ difference, asks }: ComparedProps) {
  const format = useFormat();
  if (difference === undefined)
    return (
      <td colSpan={2} className={`quiet ${css.comparison}`}>
        nothing to compare with
      </td>
    );
  const { base, spread, cents } = difference;
  const isOver = difference.isOver && asks;
  return (
    <>
      <td className={`number ${css.comparison}`}>
        {format.amount(base)}
        {spread > 0 && <small className="quiet">± {format.amount(spread)}</small>}
      </td>
      <td className={`number ${isOver ? css.over : ''}`}>
        {format.amount(cents)}
        <small className={isOver ? undefined : 'quiet'}>
          {changeText(difference)}
          {isOver && ' over'}
        </small>
      </td>
    </>
  );
}
