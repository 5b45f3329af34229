import { actKind } from '../acts/acts.ts';
import type { ActKind } from '../acts/acts.ts';
import type { Entry } from './entry.ts';

/** What a person of the data folder may be (RULES.md section 16). One person may be several. */
export const ROLES = {
  preparer: { title: 'Preparer', meaning: 'Reconciles, decides, books and prepares the close.' },
  reviewer: {
    title: 'Reviewer',
    meaning: 'Reviews, locks and reopens; decides and tests as well.',
  },
  administrator: {
    title: 'Administrator',
    meaning: 'Looks after people, settings, sources and the terms of the close.',
  },
  'read-only': { title: 'Read only', meaning: 'Looks at everything and exports it.' },
} as const;
export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as [Role, ...Role[]];

/** Who may do something: anybody before signing in, or whoever has one of these roles. */
export type Needs = 'nobody' | readonly Role[];

export const SIGNED_IN: Needs = [...ROLE_NAMES];
export const WORK: Needs = ['preparer', 'reviewer'];
export const PREPARE: Needs = ['preparer'];
export const REVIEW: Needs = ['reviewer'];
export const ADMINISTER: Needs = ['administrator'];
/** What belongs to the month's work and to looking after the program. */
export const WORK_OR_ADMINISTER: Needs = ['preparer', 'reviewer', 'administrator'];

const OF_KIND: Readonly<Record<ActKind, Needs>> = {
  runs: WORK,
  reads: SIGNED_IN,
  decides: WORK,
  signs: WORK,
  exports: SIGNED_IN,
  delivers: WORK,
  configures: ADMINISTER,
  keeps: WORK_OR_ADMINISTER,
  program: SIGNED_IN,
  refused: SIGNED_IN,
  log: SIGNED_IN,
};

/** Who may make a call that says nothing else: it follows from what the call leaves in the audit log. */
export function needsOf(leaves: Entry): Needs {
  const kind = leaves.is === 'none' ? undefined : actKind(leaves.act);
  return kind === undefined ? SIGNED_IN : OF_KIND[kind];
}
