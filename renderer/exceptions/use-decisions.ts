import { asProblem } from '../../core/contract/problem.ts';
import type { ExceptionStatus } from '../../core/contract/run.ts';
import { useAction } from '../bridge/api.ts';
import { useShortcut } from '../components/overlays/shortcuts.tsx';
import { useToast } from '../components/overlays/toasts.tsx';
import { useFormat } from '../format/use-format.ts';
import { NOTHING_SELECTED } from './selection.ts';
import type { WorkList } from './use-work-list.ts';
import { decisionWords, inParts } from './work-list.ts';
import type { Decision } from './work-list.ts';

/** As many as one call takes. */
const AT_ONCE = 20_000;

const CHANGED = [
  'exceptions.list',
  'exceptions.summary',
  'exceptions.owners',
  'exceptions.notes',
] as const;

/** What is decided on exceptions. Whether it was done is answered; what became of it is told in a toast. */
export interface Decisions {
  readonly busy: boolean;
  readonly apply: (decision: Decision, keys: readonly string[]) => Promise<boolean>;
  readonly applyToSelected: (decision: Decision) => Promise<boolean>;
}

/** Binds the keys of the statuses too: for what is selected, else for the row that the keyboard is on. */
export function useDecisions(runId: string, list: WorkList): Decisions {
  const format = useFormat();
  const toast = useToast();
  const change = useAction('exceptions.change', CHANGED);
  const { selection, select, current } = list;
  const apply = async (decision: Decision, keys: readonly string[]): Promise<boolean> => {
    let done = 0;
    try {
      for (const part of inParts(keys, AT_ONCE)) {
        await change.mutateAsync({ runId, keys: [...part], ...decision });
        done += part.length;
      }
      toast(decisionWords(done, format.count(done), decision));
      return true;
    } catch (thrown) {
      const { message, hint } = asProblem(thrown);
      const before = done > 0 ? `${format.count(done)} were changed before it. ` : '';
      toast(`${message} ${before}${hint}`);
      return false;
    }
  };
  const applyToSelected = async (decision: Decision): Promise<boolean> => {
    const done = await apply(decision, [...selection.keys]);
    if (done) select(NOTHING_SELECTED);
    return done;
  };
  const setStatus = (status: ExceptionStatus): void => {
    if (change.isPending) return;
    if (selection.keys.size > 0) void applyToSelected({ status });
    else if (current) void apply({ status }, [current.key]);
    else toast('Select an exception first.');
  };
  const group = 'In the exceptions';
  useShortcut({ keys: 'alt+o', does: 'Mark as open', group }, () => setStatus('open'));
  useShortcut({ keys: 'alt+e', does: 'Mark as explained', group }, () => setStatus('explained'));
  useShortcut({ keys: 'alt+a', does: 'Mark as accepted', group }, () => setStatus('accepted'));
  useShortcut({ keys: 'alt+v', does: 'Mark as resolved', group }, () => setStatus('resolved'));
  return { busy: change.isPending, apply, applyToSelected };
}
