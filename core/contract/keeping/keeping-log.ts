import { z } from 'zod';
import { runIdSchema, sha256Schema } from '../run.ts';
import { reasonSchema } from '../settings.ts';
import { keepSchema, keptKindSchema } from './kept-kinds.ts';

/** What a legal hold is on. */
export const heldSchema = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('source'), sourceId: z.int().min(1) }),
  z.strictObject({
    is: z.literal('period'),
    sourceId: z.int().min(1),
    period: z.string().min(1).max(60),
  }),
  z.strictObject({ is: z.literal('run'), run: runIdSchema }),
]);
export type Held = z.infer<typeof heldSchema>;

/** A thing that is kept, by its kind and its name there: a run's id, or a path within the data folder. */
const named = { kind: keptKindSchema, name: z.string().min(1).max(1000) };

/** A file as it was when it was deleted or moved; its path is relative to what it lay in. */
export const goneFileSchema = z.strictObject({
  path: z.string(),
  bytes: z.int().min(0),
  sha256: sha256Schema,
});
export type GoneFile = z.infer<typeof goneFileSchema>;

/** A thing that is proposed to be deleted, as the proposal found it. */
export const proposedItemSchema = z.strictObject({
  ...named,
  /** What it is, for a person. */
  what: z.string(),
  bytes: z.int().min(0),
  /** From when its time counts, and when it was over: ms since 1970. */
  since: z.int(),
  until: z.int(),
});
export type ProposedItem = z.infer<typeof proposedItemSchema>;

const proposal = z.int().min(1);

/**
 * What is decided on keeping and deleting (RULES.md section 17): a log to which is added and in which nothing changes.
 * What was deleted has its tombstone here.
 */
export const keepingEntrySchema = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('rule'), kind: keptKindSchema, keep: keepSchema }),
  z.strictObject({ is: z.literal('hold'), on: heldSchema, reason: reasonSchema }),
  /** A hold ends, by the number of its entry. */
  z.strictObject({ is: z.literal('released'), hold: z.int().min(1), reason: reasonSchema }),
  z.strictObject({ is: z.literal('proposed'), items: z.array(proposedItemSchema).min(1) }),
  /** `alone`: by the person who proposed it, as nobody else is there. */
  z.strictObject({ is: z.literal('approved'), proposal, alone: z.boolean() }),
  z.strictObject({ is: z.literal('withdrawn'), proposal, reason: reasonSchema }),
  /** The tombstone: from here on the thing counts as deleted, whatever of it still lies on the disk. */
  z.strictObject({
    is: z.literal('deleted'),
    proposal,
    ...named,
    what: z.string(),
    files: z.array(goneFileSchema),
  }),
  /** What was approved and stayed all the same, and why. */
  z.strictObject({ is: z.literal('spared'), proposal, ...named, why: z.string() }),
  /** Nothing of a deleted thing, by the number of its tombstone, lies on the disk any more. */
  z.strictObject({ is: z.literal('cleared'), tombstone: z.int().min(1) }),
]);
export type KeepingEntry = z.infer<typeof keepingEntrySchema>;

/** An entry of the log as it is kept. */
export interface LoggedKeeping {
  readonly id: number;
  /** ms since 1970. */
  readonly at: number;
  readonly actor: string;
  readonly entry: KeepingEntry;
}
