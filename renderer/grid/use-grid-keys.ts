import type {
  CellKeyDownEvent,
  FullWidthCellKeyDownEvent,
  RowClickedEvent,
} from 'ag-grid-community';
import type { KeyboardEvent, RefObject } from 'react';
import type { GridRow } from '../../core/contract/api/grid.ts';
import { useShortcut } from '../components/overlays/shortcuts.tsx';
import { focusGrid, goToEnd } from './rows/focus.ts';
import type { GridRef } from './rows/focus.ts';
import type { OpenTrail } from './use-trail.ts';
import type { ShownView } from './view/use-grid-view.ts';

interface GridKeysParts {
  readonly grid: GridRef;
  readonly shown: ShownView;
  readonly trail: OpenTrail;
  readonly idBox: RefObject<HTMLInputElement | null>;
  readonly firstColumn: string;
  readonly onCopy: () => void;
}

/** What keys and clicks do in the grid; the screen's own shortcuts are bound with it. */
export function useGridKeys({ grid, shown, trail, idBox, firstColumn, onCopy }: GridKeysParts): {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onCellKeyDown: (
    event: CellKeyDownEvent<GridRow> | FullWidthCellKeyDownEvent<GridRow>,
  ) => void;
  readonly onRowClicked: (event: RowClickedEvent<GridRow>) => void;
} {
  const { scope, show } = shown;
  const group = 'Matched rows';
  useShortcut({ keys: 'alt+f', does: 'Find a row by its id', group }, () => idBox.current?.focus());
  useShortcut({ keys: 'alt+x', does: 'Only exceptions, or all rows', group }, () =>
    show({ ...scope, quick: scope.quick === 'exceptions' ? 'all' : 'exceptions' }),
  );
  useShortcut({ keys: 'alt+g', does: 'Go to the grid', group }, () => focusGrid(grid, firstColumn));
  useShortcut({ keys: 'alt+l', does: 'Go to the lot trail', group }, () =>
    trail.heading.current?.focus(),
  );
  return {
    onKeyDown(event) {
      const { target } = event;
      // A filter that is open has its own Escape and its own text to copy.
      if (!(target instanceof Element) || target.closest('.ag-popup, input')) return;
      if (event.key === 'Escape' && trail.subject !== null) trail.close();
      const mod = event.ctrlKey || event.metaKey;
      if (mod && (event.key === 'Home' || event.key === 'End')) {
        // The browser's own answer scrolls and leaves the focus where it was, on a row out of sight.
        event.preventDefault();
        goToEnd(grid, event.key === 'Home' ? 'first' : 'last', target, firstColumn);
      }
      if (mod && !event.shiftKey && event.key === 'c') {
        event.preventDefault();
        onCopy();
      }
    },
    onCellKeyDown({ event, data, node }) {
      if (!(event instanceof globalThis.KeyboardEvent) || event.key !== 'Enter' || !data) return;
      node.setSelected(true, true);
      trail.open(data);
      // The panel may only now be on its way to the page.
      requestAnimationFrame(() => trail.heading.current?.focus());
    },
    onRowClicked({ data, event }) {
      const many =
        event instanceof MouseEvent && (event.shiftKey || event.ctrlKey || event.metaKey);
      if (data && !many) trail.open(data);
    },
  };
}
