import { useEffect, useRef } from 'react';
import css from './sheets.module.css';
import { columnLetters, isNumber } from './sheet-view.ts';

interface SheetTableProps {
  readonly caption: string;
  readonly headers: readonly string[];
  /** Where they stand, as the source numbers rows. */
  readonly headerRow: number;
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  /** The row to find, as Excel numbers it, and the column in it. */
  readonly mark?: { readonly row: number; readonly column: number | null };
}

/** A piece of a sheet as Excel shows it: letters above, row numbers at the side, text in the cells. */
export function SheetTable({ caption, headers, headerRow, rows, mark }: SheetTableProps) {
  const marked = useRef<HTMLTableCellElement>(null);
  useEffect(() => {
    const cell = marked.current;
    const frame = cell?.closest('div');
    if (!cell || !frame) return;
    frame.scrollIntoView({ block: 'nearest' });
    frame.scrollTop = cell.offsetTop - frame.clientHeight / 2;
    frame.scrollLeft = cell.offsetLeft - frame.clientWidth / 2;
  }, [mark?.row, mark?.column, rows]);
  return (
    <div className={css.sheetScroll} tabIndex={0} role="region" aria-label={caption}>
      <table className={css.sheet}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <td className={css.corner} />
            {headers.map((_, index) => (
              <th key={index} scope="col" className={css.letter}>
                {columnLetters(index)}
              </th>
            ))}
          </tr>
          <tr>
            <th scope="row" className={css.letter}>
              {headerRow}
            </th>
            {headers.map((header, index) => (
              <th key={index} scope="col" className={css.header}>
                {header || '\u00a0'}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, cells }) => {
            const isMarked = mark?.row === row;
            return (
              <tr key={row} className={isMarked ? css.markedRow : undefined}>
                <th scope="row" className={css.letter}>
                  {row}
                </th>
                {headers.map((_, index) => {
                  const here = isMarked && (mark.column === index || mark.column === null);
                  return (
                    <td
                      key={index}
                      ref={isMarked && (mark.column ?? 0) === index ? marked : undefined}
                      className={[
                        here && mark.column !== null && css.markedCell,
                        isNumber(cells[index]) && css.right,
                      ]
                        .filter(Boolean)
                        .join(' ')}
                    >
                      {cells[index] ?? ''}
                      {here && mark.column !== null && (
                        <span className="visually-hidden"> (the offending cell)</span>
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
