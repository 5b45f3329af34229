import type {
  GoneFile,
  KeepingEntry,
  ProposedItem,
} from '../../core/contract/keeping/keeping-log.ts';
import { runCancelled } from '../../core/contract/problem.ts';
import type { WorkProgress } from '../../core/contract/steps.ts';
import { keepingBooks } from '../../core/keeping/keeping-books.ts';
import type { KeepingContext, KeptThing } from './things/kept-thing.ts';
import { keepingFacts } from './things/kept-thing.ts';
import { reasonToStay, untilOf } from './obstacles.ts';
import { allThings } from './retention-view.ts';
import { notDone, theProposal } from './retention-steps.ts';
import { filesIn, isRunId, removeThing, thingPath } from './things/thing-files.ts';

/** Who deletes, when, and whom it tells. */
interface CarryingOut {
  readonly proposal: number;
  readonly by: string;
  /** The clock, in ms since 1970. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
  readonly tell?: (progress: WorkProgress) => void;
}

/**
 * Deletes what was approved (RULES.md section 17). Of each thing its tombstone is written first, in one transaction
 * with the question whether it may go: from then on it is deleted, and what a kill leaves of it on the disk is cleared
 * by {@link clearDeleted}. What has to stay by now is spared, with the reason. Returns the names of what was deleted.
 * Only for the holder of the writer lock. Throws Problem `retention.refused` where the proposal is not approved, or `run.cancelled` between two things.
 */
export async function carryOut(
  context: KeepingContext,
  { proposal, by, now, signal, tell }: CarryingOut,
): Promise<string[]> {
  const { history } = context;
  const deleted: string[] = [];
  await clearDeleted(context);
  const { state, items, spared } = theProposal(history, proposal);
  if (state !== 'approved') throw notDone('The proposal is not approved.');
  const before = keepingBooks(history.keepingLog()).tombstones;
  const things = await allThings(context, keepingFacts(history));
  for (const [done, item] of items.entries()) {
    if (signal?.aborted) throw runCancelled();
    tell?.({ done, of: items.length, unit: 'files', words: `Deleting ${item.what}` });
    const isDone = before.some((one) => one.proposal === proposal && one.name === item.name);
    if (isDone || item.name in spared) continue;
    const thing = things.find(({ kind, name }) => kind === item.kind && name === item.name);
    const files = thing ? await filesIn(thing.path) : [];
    const decide = (): KeepingEntry[] => {
      const entry = decided(context, { thing, item, files, proposal }, now());
      if (entry.is === 'deleted') deleted.push(item.name);
      return [entry];
    };
    history.logKeeping(decide, by);
    await clearDeleted(context);
  }
  return deleted;
}

interface Deed {
  readonly thing: KeptThing | undefined;
  readonly item: ProposedItem;
  readonly files: readonly GoneFile[];
  readonly proposal: number;
}

/** The tombstone of a thing, or why it is spared, by the history as it is now. */
function decided(
  { history }: KeepingContext,
  { thing, item: { kind, name, what }, files, proposal }: Deed,
  now: number,
): KeepingEntry {
  const spare = (why: string): KeepingEntry => ({ is: 'spared', proposal, kind, name, why });
  if (!thing) return spare('It is no longer there as it was approved.');
  const books = keepingBooks(history.keepingLog());
  const until = untilOf(thing, books);
  if (until === null || until > now) return spare('It is not past its time any more.');
  const why = reasonToStay(thing, keepingFacts(history), books, now);
  return why === null
    ? { is: 'deleted', proposal, kind, name, what, files: [...files] }
    : spare(why);
}

/**
 * Clears from the disk what counts as deleted. A file that was written anew under a deleted one's name stays. Only for
 * the holder of the writer lock.
 */
export async function clearDeleted({ root, history }: KeepingContext): Promise<void> {
  for (const { id, name, files, isCleared } of keepingBooks(history.keepingLog()).tombstones) {
    if (isCleared) continue;
    const path = thingPath(root, name);
    // The id of a run is given once; another file may have come to lie under the name of this one.
    if (isRunId(name) || (await isStill(path, files))) await removeThing(path);
    history.logKeeping(() => [{ is: 'cleared', tombstone: id }]);
  }
}

/** Whether what lies there is, or is left of, what was deleted. */
async function isStill(path: string, files: readonly GoneFile[]): Promise<boolean> {
  const there = await filesIn(path).catch(() => []);
  const known = new Map(files.map((file) => [file.path, file.sha256]));
  return there.every((file) => known.get(file.path) === file.sha256);
}
