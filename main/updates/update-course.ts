import type { ProblemValue } from '../../core/contract/problem.ts';
import type { NewerVersion, UpdateState } from '../../core/contract/updates/update-state.ts';

/** What happens on the way to a newer version. */
export type UpdateEvent =
  | { readonly is: 'asked' }
  | { readonly is: 'none-newer'; readonly at: string }
  | { readonly is: 'found'; readonly newer: NewerVersion }
  | { readonly is: 'began' }
  | { readonly is: 'came'; readonly share: number }
  | { readonly is: 'verified' }
  | { readonly is: 'chosen' }
  /** The download was stopped by a person. */
  | { readonly is: 'stopped' }
  | { readonly is: 'failed'; readonly problem: ProblemValue; readonly asked: boolean };

/**
 * Where the program stands after something has happened. What does not belong to where it stands (an answer
 * that comes when nobody waits for it any more) changes nothing.
 */
export function afterUpdateEvent(state: UpdateState, event: UpdateEvent): UpdateState {
  switch (event.is) {
    case 'asked':
      return mayLook(state) ? { kind: 'looking' } : state;
    case 'none-newer':
      return state.kind === 'looking' ? { kind: 'newest', at: event.at } : state;
    case 'found':
      return state.kind === 'looking' ? { kind: 'found', newer: event.newer } : state;
    case 'began': {
      const newer = toDownload(state);
      return newer ? { kind: 'downloading', newer, share: 0 } : state;
    }
    case 'came':
      return state.kind === 'downloading' ? { ...state, share: event.share } : state;
    case 'verified':
      return state.kind === 'downloading'
        ? { kind: 'ready', newer: state.newer, onQuit: false }
        : state;
    case 'chosen':
      return state.kind === 'ready' ? { ...state, onQuit: true } : state;
    case 'stopped':
      return state.kind === 'downloading' ? { kind: 'found', newer: state.newer } : state;
    case 'failed':
      return failed(state, event.problem, event.asked);
  }
}

function failed(state: UpdateState, problem: ProblemValue, asked: boolean): UpdateState {
  if (state.kind === 'looking') return { kind: 'failed', problem, newer: null, asked };
  if (state.kind === 'downloading' || state.kind === 'ready')
    return { kind: 'failed', problem, newer: state.newer, asked };
  return state;
}

/** Whether a question may be asked: not while the answer is on its way, and not once a version is fetched. */
export function mayLook({ kind }: UpdateState): boolean {
  return kind !== 'looking' && kind !== 'downloading' && kind !== 'ready';
}

/** The version that can be fetched now, for the first time or once more; null where there is none. */
export function toDownload(state: UpdateState): NewerVersion | null {
  return state.kind === 'found' || state.kind === 'failed' ? state.newer : null;
}

/**
 * Whether the program is replaced at its end: where a person has chosen it, and nothing is under way. A run
 * that is stopped by the end can be continued by the same version alone.
 *
 * @param busy whether anything was under way when the end began, or has stopped halfway since it was chosen.
 * @param told whether the system, a signal or another program ends it: then there is no time.
 */
export function installsAtEnd(state: UpdateState, busy: boolean, told: boolean): boolean {
  return state.kind === 'ready' && state.onQuit && !busy && !told;
}
