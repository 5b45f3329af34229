import { isSamePerson } from '../../contract/close/sign-off.ts';
import type {
  CloseEvent,
  ClosePerson,
  CloseStanding,
  CloseState,
  Signed,
} from '../../contract/close/sign-off.ts';
import { closeStanding } from './close-state.ts';
import { missingFor } from './requirements.ts';
import type { Readiness } from './requirements.ts';

/** What somebody wants to do to a close. */
export type CloseAction =
  | { readonly is: 'prepare' | 'review' | 'lock' }
  | { readonly is: 'reopen'; readonly reason: string };

/** Who wants it, and when (ms since 1970). */
export interface Actor {
  readonly name: string;
  readonly at: number;
}

/** The close as it is when it is asked for. */
export interface CloseAtHand {
  readonly events: readonly CloseEvent[];
  /** By part the digest of what it is now. */
  readonly now: Signed;
  readonly readiness: Readiness;
  /** Whom the settings list; where they list nobody, anybody may do anything. */
  readonly people: readonly ClosePerson[];
}

/** The event to be added; or, in sentences, why it cannot be done. */
export type Verdict =
  | { readonly isAllowed: true; readonly event: CloseEvent }
  | { readonly isAllowed: false; readonly reasons: readonly string[] };

/** Whether an action can be taken (RULES.md section 13): all that is in its way is told, not only the first. */
export function judged(action: CloseAction, actor: Actor, close: CloseAtHand): Verdict {
  const standing = closeStanding(close.events, close.now);
  const reasons = [
    ...roleReasons(action, actor, close.people, standing),
    ...stateReasons(action, actor, close, standing),
  ];
  if (reasons.length > 0) return { isAllowed: false, reasons };
  const done = { by: actor.name.trim(), at: actor.at };
  if (action.is === 'reopen')
    return { isAllowed: true, event: { is: 'reopened', ...done, reason: action.reason.trim() } };
  const is = SIGNS[action.is];
  return { isAllowed: true, event: { is, ...done, signed: close.now } };
}

const SIGNS = { prepare: 'prepared', review: 'reviewed', lock: 'locked' } as const;

function roleReasons(
  action: CloseAction,
  { name }: Actor,
  people: readonly ClosePerson[],
  { state }: CloseStanding,
): readonly string[] {
  if (name.trim() === '') return ['A name is missing.'];
  const needed =
    action.is === 'prepare'
      ? 'preparer'
      : action.is === 'reopen' && state !== 'locked'
        ? null
        : 'reviewer';
  if (people.length === 0 || needed === null) return [];
  const person = people.find((one) => isSamePerson(one.name, name));
  if (person === undefined) return [`${name.trim()} is not among the people of the close.`];
  return person.roles.includes(needed) ? [] : [`${name.trim()} is not a ${needed}.`];
}

function stateReasons(
  action: CloseAction,
  { name }: Actor,
  { readiness }: CloseAtHand,
  { state, signatures, changed }: CloseStanding,
): readonly string[] {
  const isSuspended = changed.length > 0;
  switch (action.is) {
    case 'prepare': {
      if (state === 'locked') return ['The period is locked.'];
      if (state !== 'open' && !isSuspended) return [`The period is ${state} already.`];
      return missingFor(readiness).map(({ sentence }) => sentence);
    }
    case 'review':
      return [
        ...inState(state, 'prepared', isSuspended),
        ...(signatures.some(({ by }) => isSamePerson(by, name))
          ? ['Whoever prepared the period cannot review it.']
          : []),
      ];
    case 'lock':
      return [
        ...inState(state, 'reviewed', isSuspended),
        ...(signatures[0] && isSamePerson(signatures[0].by, name)
          ? ['Whoever prepared the period cannot lock it.']
          : []),
      ];
    case 'reopen':
      return [
        ...(state === 'open' ? ['The period is open.'] : []),
        ...(action.reason.trim() === '' ? ['A reason is missing.'] : []),
      ];
  }
}

function inState(state: CloseState, wanted: CloseState, isSuspended: boolean): readonly string[] {
  if (state !== wanted) return [`The period is ${state}, not ${wanted}.`];
  return isSuspended
    ? ['Something has changed since it was signed: the period has to be prepared again.']
    : [];
}
