import type { ReactNode } from 'react';
import type { Baselines } from '../../../core/contract/baselines/baselines.ts';
import type { Dashboard } from '../../../core/contract/api/dashboard.ts';

/** What the panels of the dashboard show. */
export interface Board {
  readonly dashboard: Dashboard;
  readonly baselines: Baselines;
  /** Amounts are drawn in one currency. */
  readonly currency: string;
  /** So many of the latest period ends are drawn. */
  readonly limit: number;
}

/** A panel of the dashboard: it lays itself out, and shows nothing that the board does not say. */
export interface BoardPanel {
  readonly id: string;
  readonly Show: (props: { readonly board: Board }) => ReactNode;
}
