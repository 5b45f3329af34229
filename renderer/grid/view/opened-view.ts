import { gridViewSchema } from '../../../core/contract/api/grid.ts';
import type { ColumnFilter, GridView } from '../../../core/contract/api/grid.ts';
import { segmentText } from '../../frame/routes.ts';

export const WHOLE_VIEW: GridView = gridViewSchema.parse({});

/** The view that a link opens the grid on, and whether the link could be understood. */
export function openedView(text: string | null): { view: GridView; understood: boolean } {
  if (text === null || text === '') return { view: WHOLE_VIEW, understood: true };
  // As `routes.grid` writes it; or encoded or plain, as a person or another program may.
  for (const candidate of [segmentText(text), decoded(text), text]) {
    const parsed = gridViewSchema.safeParse(json(candidate));
    if (parsed.success) return { view: parsed.data, understood: true };
  }
  return { view: WHOLE_VIEW, understood: false };
}

/** What the toolbar chooses; sort and column filters live in the grid itself. */
export type ViewScope = Pick<GridView, 'quick' | 'customer' | 'period' | 'search' | 'ids'> & {
  /** Column filters that the grid's own filters cannot show. */
  readonly kept: readonly ColumnFilter[];
};

export function viewOf(
  scope: ViewScope,
  filters: readonly ColumnFilter[],
  sort: GridView['sort'],
): GridView {
  const { quick, customer, period, search, ids, kept } = scope;
  return { quick, customer, period, search, ids, filters: [...kept, ...filters], sort };
}

/** The grid's own account of its sorting, the first column first; at most as many as the program takes. */
export function sortOf(
  model: readonly { readonly colId: string; readonly sort: string | null | undefined }[],
): GridView['sort'] {
  return model
    .filter(({ sort }) => sort === 'asc' || sort === 'desc')
    .slice(0, 8)
    .map(({ colId, sort }) => ({ column: colId, descending: sort === 'desc' }));
}

/** A view that leaves nothing out: there is nothing to reset. */
export function isWhole(view: GridView): boolean {
  return (
    view.quick === 'all' &&
    view.customer === null &&
    view.period === null &&
    view.search === null &&
    view.ids === null &&
    view.filters.length === 0
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
