import { Fragment } from 'react';
import type { CustomInnerHeaderProps } from 'ag-grid-react';
import { brokenName } from './column-choice.ts';

/** A column's name in its header, on two lines where it has two parts: more columns are in sight. */
export function ColumnName({ displayName }: CustomInnerHeaderProps) {
  return brokenName(displayName).map((part, place) => (
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
