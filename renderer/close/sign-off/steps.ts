import type { CallInput } from '../../../core/contract/api/api.ts';
import type { CloseRole, CloseStanding } from '../../../core/contract/close/sign-off.ts';

type Action = CallInput<'close.step'>['action']['is'];

/** A step that can be taken from where the close stands. */
export interface OfferedStep {
  readonly is: Exclude<Action, 'reopen'>;
  readonly title: string;
  /** What is signed by it. */
  readonly meaning: string;
  /** Who takes it, where the settings list people. */
  readonly role: CloseRole;
}

const PREPARE: OfferedStep = {
  is: 'prepare',
  title: 'Prepare',
  meaning:
    'Signs the figures, the tie-out, entries, breakage, flux, decisions and files as they are now.',
  role: 'preparer',
};
const REVIEW: OfferedStep = {
  is: 'review',
  title: 'Review',
  meaning: 'A second person signs what was prepared.',
  role: 'reviewer',
};
const LOCK: OfferedStep = {
  is: 'lock',
  title: 'Lock',
  meaning: 'Settles the period: what is known later is posted in the first open period.',
  role: 'reviewer',
};

/** The step that leads on; null where the period is locked. Suspended signatures are given anew, from the first on. */
export function nextStep({
  state,
  changed,
}: Pick<CloseStanding, 'state' | 'changed'>): OfferedStep | null {
  if (state === 'locked') return null;
  if (state === 'open') return PREPARE;
  if (changed.length > 0) return { ...PREPARE, title: 'Prepare again' };
  return state === 'prepared' ? REVIEW : LOCK;
}
