import type { CellFocusedEvent } from 'ag-grid-community';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { GridColumn, GridRow } from '../../core/contract/api/grid.ts';
import type { TrailSubject } from './trail-panel.tsx';

const FOLLOW_AFTER_MS = 150;

/** The lot trail beside the grid: whose it is, and how it follows the rows. */
export interface OpenTrail {
  /** Null: it is closed. */
  readonly subject: TrailSubject | null;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly open: (row: GridRow) => void;
  readonly select: (id: string) => void;
  readonly close: () => void;
  /** Another cell has the focus: an open trail goes along, once the focus stays. */
  readonly follow: (event: CellFocusedEvent<GridRow>) => void;
}

/** `onClosed` brings the focus back to where it came from. */
export function useTrail(columns: readonly GridColumn[], onClosed: () => void): OpenTrail {
  const [subject, setSubject] = useState<TrailSubject | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const place = useMemo(
    () => ({
      id: columns.findIndex(({ field }) => field === 'TRANS_ID'),
      customer: columns.findIndex(({ field }) => field === 'CUSTOMERID'),
    }),
    [columns],
  );
  const open = useCallback(
    (row: GridRow) => {
      const text = (at: number): string => String(row.cells[at] ?? '');
      setSubject({ id: text(place.id), customer: text(place.customer) });
    },
    [place],
  );
  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(later.current), []);
  return {
    subject,
    heading,
    open,
    select: (id) => setSubject((at) => at && { ...at, id }),
    close() {
      setSubject(null);
      onClosed();
    },
    follow({ rowIndex, api: at }) {
      if (subject === null || rowIndex === null) return;
      clearTimeout(later.current);
      later.current = setTimeout(() => {
        const row = at.getDisplayedRowAtIndex(rowIndex)?.data;
        if (row) open(row);
      }, FOLLOW_AFTER_MS);
    },
  };
}
