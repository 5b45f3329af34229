import type { RunView } from '../../core/contract/api/runs.ts';

export function GridScreen(props: { run: RunView; opened: string | null }) {
  return <p>{Object.keys(props).length}</p>;
}
