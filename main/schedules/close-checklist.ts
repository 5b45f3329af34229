import { missingFor } from '../../core/close/states/requirements.ts';
import { asProblem } from '../../core/contract/problem.ts';
import { periodClose } from '../close/period-close.ts';
import type { ClosingHistory } from '../close/closed-run.ts';

/** What the close of a period still needs before it can be prepared, a sentence each; why that cannot be told. */
export async function closeChecklist(
  context: ClosingHistory,
  sourceId: number,
  period: string,
): Promise<readonly string[] | null> {
  const source = context.history.getSource(sourceId);
  if (source === null) return null;
  try {
    const { close } = await periodClose(context, source, period);
    return missingFor(close.readiness).map(({ sentence }) => sentence);
  } catch (thrown) {
    return [asProblem(thrown).message];
  }
}
