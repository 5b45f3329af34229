import { GRID_MARKS } from '../cells/exception-marks.ts';
import { Mark } from '../cells/grid-cells.tsx';
import css from './grid.module.css';

/** What the letters and colours in the grid stand for. */
export function MarksLegend() {
  return (
    <ul aria-label="What the marks mean" className={css.legend}>
      {GRID_MARKS.map((mark) => (
        <li key={mark.code}>
          <Mark mark={mark} /> {mark.title}
        </li>
      ))}
    </ul>
  );
}
