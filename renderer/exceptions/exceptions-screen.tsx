import type { RunView } from '../../core/contract/api/runs.ts';

export function ExceptionsScreen(props: { run: RunView }) {
  return <p>{Object.keys(props).length}</p>;
}
