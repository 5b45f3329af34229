import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Has answers asked for anew. One that is on its way for the first time may have been given before
 * the change: it is awaited and then asked for again, where the query client would let it stand.
 */
export function makeStale(queries: QueryClient, isStale: (key: QueryKey) => boolean): void {
  const predicate = ({ queryKey }: { queryKey: QueryKey }): boolean => isStale(queryKey);
  for (const query of queries.getQueryCache().findAll({ predicate })) {
    const first = query.state.fetchStatus === 'fetching' && query.state.data === undefined;
    const again = (): void =>
      void queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
    if (first && query.promise) query.promise.then(again, again);
  }
  void queries.invalidateQueries({ predicate });
}
