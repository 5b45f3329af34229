import type { RunOrder } from '../../core/contract/api/runs.ts';

/** By what the history is ordered, and which way. */
export interface HistoryOrder {
  readonly orderBy: RunOrder;
  readonly descending: boolean;
}

export const NEWEST_FIRST: HistoryOrder = { orderBy: 'startedAt', descending: true };

/** What the header of a column orders by: another column from its largest on, the same one the other way round. */
export function orderedBy(order: HistoryOrder, orderBy: RunOrder): HistoryOrder {
  const words = orderBy === 'source' || orderBy === 'status';
  return order.orderBy === orderBy
    ? { orderBy, descending: !order.descending }
    : { orderBy, descending: !words };
}
