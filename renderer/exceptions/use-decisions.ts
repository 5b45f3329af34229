import { useRef } from 'react';
import { asProblem } from '../../core/contract/problem.ts';
import { useAction } from '../bridge/api.ts';
import { useShortcut } from '../components/overlays/shortcuts.tsx';
import { useToast } from '../components/overlays/toasts.tsx';
import { useFormat } from '../format/use-format.ts';
import { NOTHING_SELECTED } from './selection.ts';
import type { WorkList } from './use-work-list.ts';
import { decisionWords, inParts, undoneWords } from './work-list.ts';
import type { Decision } from './work-list.ts';

/** As many as one call takes. */
const AT_ONCE = 20_000;

const CHANGED = [
  'exceptions.list',
  'exceptions.summary',
  'exceptions.owners',
  'exceptions.notes',
] as const;

/** One change as it was asked for. */
interface Change {
  /** Of the audit trail, of all its parts. */
  readonly entries: readonly number[];
  /** Takes away the toast that offers to undo it. */
  hide: () => void;
}

/**
 * What is decided on exceptions. Whether it was done is answered; what became of it is told in a
 * toast, which can undo it, as Ctrl+Z does.
 */
export interface Decisions {
  readonly busy: boolean;
  readonly apply: (decision: Decision, keys: readonly string[]) => Promise<boolean>;
  readonly applyToSelected: (decision: Decision) => Promise<boolean>;
}

export function useDecisions(runId: string, list: WorkList): Decisions {
  const format = useFormat();
  const toast = useToast();
  const change = useAction('exceptions.change', CHANGED);
  const { mutateAsync: takeBack, isPending: undoing } = useAction('exceptions.undo', CHANGED);
  const { selection, select } = list;
  const changes = useRef<Change[]>([]);
  async function undo(which: Change | undefined): Promise<void> {
    if (which === undefined) {
      toast('There is nothing to undo.');
      return;
    }
    if (undoing) return;
    const forget = (): void => {
      changes.current = changes.current.filter((one) => one !== which);
      which.hide();
    };
    try {
      const { undone, left } = await takeBack({ runId, entries: [...which.entries] });
      forget();
      toast(undoneWords(undone, left, format.count));
    } catch (thrown) {
      const { code, message, hint } = asProblem(thrown);
      // What cannot be undone any more must not stand before the changes that can.
      if (code === 'exception.changed-since') forget();
      toast(`${message} ${hint}`);
    }
  }
  /** Tells of a change and keeps it, so that it can be undone. */
  function tell(words: string, entries: readonly number[]): void {
    const made: Change = { entries, hide: () => undefined };
    changes.current.push(made);
    made.hide = toast(words, { label: 'Undo', run: () => void undo(made) });
  }
  const apply = async (decision: Decision, keys: readonly string[]): Promise<boolean> => {
    let done = 0;
    const entries: number[] = [];
    try {
      for (const part of inParts(keys, AT_ONCE)) {
        const made = await change.mutateAsync({ runId, keys: [...part], ...decision });
        entries.push(...made.entries);
        done += part.length;
      }
      tell(decisionWords(done, format.count(done), decision), entries);
      return true;
    } catch (thrown) {
      const { message, hint } = asProblem(thrown);
      const before = done > 0 ? `${format.count(done)} were changed before the error. ` : '';
      const words = `${message} ${before}${hint}`;
      if (entries.length > 0) tell(words, entries);
      else toast(words);
      return false;
    }
  };
  const applyToSelected = async (decision: Decision): Promise<boolean> => {
    const done = await apply(decision, [...selection.keys]);
    if (done) select(NOTHING_SELECTED);
    return done;
  };
  const shortcut = {
    keys: 'mod+z',
    does: 'Undo the last change',
    group: 'In the exceptions',
    leavesTyping: true,
  };
  useShortcut(shortcut, () => void undo(changes.current.at(-1)));
  return { busy: change.isPending, apply, applyToSelected };
}
