import type { IDatasource } from 'ag-grid-community';
import type { GridPage, GridView } from '../../../core/contract/api/grid.ts';
import { asProblem } from '../../../core/contract/problem.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';
import type { FilterModel } from '../columns/filter-model.ts';

interface PageSourceParts {
  fetch(view: GridView, offset: number, limit: number): Promise<GridPage>;
  /** The view at this moment, with the grid's own filters and sorting. */
  view(filters: FilterModel, sort: readonly { colId: string; sort: string }[]): GridView;
  /** A page of the current view is there. */
  arrived(page: GridPage, offset: number): void;
  failed(problem: ProblemValue): void;
}

/**
 * Pages for the grid. It asks for blocks as they come into sight; what was asked for a view that is
 * no longer the latest tells nobody anything but the grid, which has thrown that block away.
 */
export function pageSource(parts: PageSourceParts): IDatasource {
  let latest = '';
  return {
    getRows({ startRow, endRow, sortModel, filterModel, successCallback, failCallback }) {
      const view = parts.view(filterModel as FilterModel, sortModel);
      const asked = JSON.stringify(view);
      latest = asked;
      parts.fetch(view, startRow, endRow - startRow).then(
        (page) => {
          successCallback([...page.rows], page.total);
          if (asked === latest) parts.arrived(page, startRow);
        },
        (thrown: unknown) => {
          failCallback();
          if (asked === latest) parts.failed(asProblem(thrown));
        },
      );
    },
  };
}
