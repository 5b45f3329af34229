import { z } from 'zod';
import { call } from '../calls/call.ts';
import { entryWithin, opening } from '../calls/entry.ts';
import { reasonSchema } from '../settings.ts';
import { heldSchema } from './keeping-log.ts';
import type { Held, ProposedItem } from './keeping-log.ts';
import { keepSchema, keptKindSchema } from './kept-kinds.ts';
import type { Keep, KeptKind } from './kept-kinds.ts';

/** A kind with its rule, and what there is of it. */
export interface RetentionRule {
  readonly kind: KeptKind;
  readonly keep: Keep;
  readonly count: number;
  readonly bytes: number;
  /** What of it is past its time, and could go. */
  readonly past: number;
}

/** A legal hold. */
export interface Hold {
  /** The number of its entry. */
  readonly id: number;
  readonly on: Held;
  /** What it is on, for a person. */
  readonly what: string;
  readonly by: string;
  /** ms since 1970. */
  readonly at: number;
  readonly reason: string;
  readonly released: {
    readonly by: string;
    readonly at: number;
    readonly reason: string;
  } | null;
}

/** What is past its time and stays all the same, and why. */
export interface StayingItem extends ProposedItem {
  readonly why: string;
}

export const PROPOSAL_STATES = {
  proposed: 'Waiting for approval',
  approved: 'Approved',
  'carried-out': 'Carried out',
  withdrawn: 'Withdrawn',
} as const;
export type ProposalState = keyof typeof PROPOSAL_STATES;

/** A list of what is to be deleted, and what became of it. */
export interface Proposal {
  /** The number of its entry. */
  readonly id: number;
  readonly by: string;
  /** ms since 1970. */
  readonly at: number;
  readonly items: readonly ProposedItem[];
  readonly state: ProposalState;
  readonly approved: {
    readonly by: string;
    readonly at: number;
    readonly alone: boolean;
  } | null;
  readonly withdrawn: {
    readonly by: string;
    readonly at: number;
    readonly reason: string;
  } | null;
  readonly deleted: number;
  /** By the name of the thing, why it stayed. */
  readonly spared: Readonly<Record<string, string>>;
}

/** How it stands with what is kept. */
export interface RetentionView {
  readonly rules: readonly RetentionRule[];
  /** The latest first. */
  readonly holds: readonly Hold[];
  /** What could be proposed for deletion now, the largest first. */
  readonly past: readonly ProposedItem[];
  /** What is past its time but held, locked or needed. */
  readonly staying: readonly StayingItem[];
  /** The latest first. */
  readonly proposals: readonly Proposal[];
  /** Whether another person has to approve: two or more are there who can. */
  readonly needsTwo: boolean;
}

const by = z.string().trim().min(1).max(200);
const proposal = z.int().min(1);

export const retentionCalls = {
  'retention.view': call<RetentionView>()(z.strictObject({}), opening('keeping.opened')),
  'retention.rule': call<RetentionView>()(
    z.strictObject({ kind: keptKindSchema, keep: keepSchema, by }),
    entryWithin('keeping.rule'),
  ),
  /** Nothing that a hold is on is deleted until it is released. */
  'retention.hold': call<RetentionView>()(
    z.strictObject({ on: heldSchema, reason: reasonSchema, by }),
    entryWithin('keeping.hold'),
  ),
  'retention.release': call<RetentionView>()(
    z.strictObject({ hold: z.int().min(1), reason: reasonSchema, by }),
    entryWithin('keeping.released'),
  ),
  /** Proposes to delete what is past its time, or these of it. */
  'retention.propose': call<RetentionView>()(
    z.strictObject({ names: z.array(z.string()).nullable().default(null), by }),
    entryWithin('keeping.proposed'),
  ),
  /** `alone`: the one who proposed it approves it too, and says that nobody else is there. */
  'retention.approve': call<RetentionView>()(
    z.strictObject({ proposal, alone: z.boolean().default(false), by }),
    entryWithin('keeping.approved'),
  ),
  'retention.withdraw': call<RetentionView>()(
    z.strictObject({ proposal, reason: reasonSchema, by }),
    entryWithin('keeping.withdrawn'),
  ),
  /** Deletes what was approved, but for what has to stay by now. A job. */
  'retention.carry-out': call<RetentionView>()(
    z.strictObject({ jobId: z.uuid(), proposal, by }),
    entryWithin('keeping.deleted'),
  ),
} as const;
