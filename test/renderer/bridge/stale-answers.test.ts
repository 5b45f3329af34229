import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it, onTestFinished, vi } from 'vitest';
import { makeStale } from '../../../renderer/bridge/stale-answers.ts';
import { PATIENTLY } from '../../patience.ts';

/** A screen that shows an answer; the test answers when it likes. */
function shown(key: readonly unknown[]) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const asked: ((answer: string) => void)[] = [];
  const queryFn = (): Promise<string> => new Promise((resolve) => asked.push(resolve));
  const observer = new QueryObserver(queries, { queryKey: key, queryFn, staleTime: Infinity });
  onTestFinished(observer.subscribe(() => undefined));
  const shows = (answer: string): Promise<void> =>
    vi.waitFor(() => expect(observer.getCurrentResult().data).toBe(answer), PATIENTLY);
  return { queries, asked, shows };
}

it('an answer that was under way for the first time as something changed is asked for again', async () => {
  const { queries, asked, shows } = shown(['runs.get', { runId: '1' }]);
  makeStale(queries, ([name]) => name === 'runs.get');
  expect(asked).toHaveLength(1);
  asked[0]!('running');
  await vi.waitFor(() => expect(asked).toHaveLength(2), PATIENTLY);
  asked[1]!('paused');
  await shows('paused');
});

it('one that is there is asked for anew, and others are left alone', async () => {
  const { queries, asked, shows } = shown(['runs.get', { runId: '1' }]);
  asked[0]!('running');
  await shows('running');
  makeStale(queries, ([name]) => name === 'runs.list');
  expect(asked).toHaveLength(1);
  makeStale(queries, ([name]) => name === 'runs.get');
  expect(asked).toHaveLength(2);
  asked[1]!('completed');
  await shows('completed');
  expect(asked).toHaveLength(2);
});
