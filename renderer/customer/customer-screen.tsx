import type { RunView } from '../../core/contract/api/runs.ts';

export function CustomerScreen(props: { run: RunView; customer: string }) {
  return <p>{Object.keys(props).length}</p>;
}
