import { useEffect, useEffectEvent } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseQueryOptions } from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput } from '../../core/contract/api/api.ts';
import type { ApiEventName, ApiEvents } from '../../core/contract/api/events.ts';
import { Problem } from '../../core/contract/problem.ts';
import { bridge } from './bridge.ts';

/** Makes a call. Throws the Problem that the program answers with. */
export async function api<N extends CallName>(
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  const reply = await bridge().call(name, input);
  if (!reply.ok) throw new Problem(reply.problem);
  return reply.value as CallOutput<N>;
}

type Options<T> = Pick<
  UseQueryOptions<T, Problem>,
  'enabled' | 'staleTime' | 'placeholderData' | 'refetchInterval'
>;

/** What a call answers, kept until an event says that it has changed (see `useFreshData`). */
export function useCall<N extends CallName>(
  name: N,
  input: CallInput<N>,
  options: Options<CallOutput<N>> = {},
) {
  return useQuery<CallOutput<N>, Problem>({
    queryKey: [name, input],
    queryFn: () => api(name, input),
    ...options,
  });
}

/** A call that does something; `refresh` names the calls whose answers it makes stale. */
export function useAction<N extends CallName>(name: N, refresh: readonly CallName[] = []) {
  const queries = useQueryClient();
  return useMutation<CallOutput<N>, Problem, CallInput<N>>({
    mutationFn: (input) => api(name, input),
    onSuccess: () =>
      Promise.all(refresh.map((stale) => queries.invalidateQueries({ queryKey: [stale] }))),
  });
}

/** Calls `listener` for every event of one name, as long as the component is there. */
export function useApiEvent<E extends ApiEventName>(
  name: E,
  listener: (payload: ApiEvents[E]) => void,
): void {
  const current = useEffectEvent(listener);
  useEffect(
    () =>
      bridge().onEvent((event) => {
        if (event.name === name) current(event.payload as ApiEvents[E]);
      }),
    [name],
  );
}
