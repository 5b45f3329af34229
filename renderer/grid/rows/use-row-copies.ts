import type { GridApi } from 'ag-grid-community';
import type { RefObject } from 'react';
import type { GridFacts, GridRow, GridView } from '../../../core/contract/api/grid.ts';
import { asProblem } from '../../../core/contract/problem.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';
import { api } from '../../bridge/api.ts';
import { useToast } from '../../components/overlays/toasts.tsx';
import { useFormat } from '../../format/use-format.ts';
import { rowsAsText } from './rows-as-text.ts';

interface RowCopiesParts {
  readonly facts: GridFacts;
  readonly view: GridView;
  /** The columns that are shown, in their order. */
  readonly names: readonly string[];
  readonly grid: RefObject<GridApi<GridRow> | null>;
  /** What is under way, in words; null when it is over. */
  readonly busy: (words: string | null) => void;
  readonly failed: (problem: ProblemValue) => void;
}

/** Rows to the clipboard as tab-separated text: the selected ones, or the whole view. */
export function useRowCopies({ facts, view, names, grid, busy, failed }: RowCopiesParts): {
  selected(): void;
  view(): Promise<void>;
} {
  const toast = useToast();
  const format = useFormat();
  const copied = (rows: number): string => `Copied: ${format.counted(rows, 'row')}.`;
  return {
    selected() {
      const rows = (grid.current?.getSelectedNodes() ?? [])
        .toSorted((a, b) => (a.rowIndex ?? 0) - (b.rowIndex ?? 0))
        .flatMap(({ data }) => data ?? []);
      if (rows.length === 0) {
        toast('Select rows first: click, Shift+click, or Space.');
        return;
      }
      navigator.clipboard.writeText(rowsAsText(rows, facts.columns, names)).then(
        () => toast(copied(rows.length)),
        (thrown: unknown) => failed(asProblem(thrown)),
      );
    },
    async view() {
      busy('Copying the view');
      try {
        const { runId } = facts;
        const { text, rows, total } = await api('grid.tsv', { runId, view, columns: [...names] });
        await navigator.clipboard.writeText(text);
        toast(
          rows === total
            ? copied(rows)
            : `Copied: the first ${format.count(rows)} of ${format.count(total)} rows. Export the view to get all of them.`,
        );
      } catch (thrown) {
        failed(asProblem(thrown));
      } finally {
        busy(null);
      }
    },
  };
}
