import { WORK } from '../../core/contract/calls/needs.ts';
import { isSamePerson } from '../../core/contract/close/sign-off.ts';
import type { ProposedItem } from '../../core/contract/keeping/keeping-log.ts';
import { KEPT_KIND_NAMES } from '../../core/contract/keeping/kept-kinds.ts';
import type { Hold, RetentionView, StayingItem } from '../../core/contract/keeping/retention.ts';
import { keepingBooks } from '../../core/keeping/keeping-books.ts';
import type { History } from '../history/history.ts';
import { KINDS } from './kinds/kinds.ts';
import { keepingFacts } from './things/kept-thing.ts';
import type { KeepingContext, KeepingFacts, KeptThing } from './things/kept-thing.ts';
import { reasonToStay, untilOf } from './obstacles.ts';
import { bytesIn } from './things/thing-files.ts';

/** All things that are kept and not yet deleted. */
export async function allThings(
  context: KeepingContext,
  facts: KeepingFacts,
): Promise<KeptThing[]> {
  const found: KeptThing[] = [];
  for (const { things } of KINDS) found.push(...(await things(context, facts)));
  return found;
}

/** How it stands with what is kept, at a moment (ms since 1970). */
export async function retentionView(context: KeepingContext, now: number): Promise<RetentionView> {
  const { history } = context;
  const facts = keepingFacts(history);
  const things = await allThings(context, facts);
  const books = keepingBooks(history.keepingLog());
  const past: ProposedItem[] = [];
  const staying: StayingItem[] = [];
  const sizes = new Map(KEPT_KIND_NAMES.map((kind) => [kind, { count: 0, bytes: 0, past: 0 }]));
  for (const thing of things) {
    const bytes = await bytesIn(thing.path);
    const size = sizes.get(thing.kind)!;
    size.count++;
    size.bytes += bytes;
    const until = untilOf(thing, books);
    if (until === null || until > now) continue;
    const { kind, name, what, since } = thing;
    const item = { kind, name, what, bytes, since, until };
    const why = reasonToStay(thing, facts, books, now);
    if (why !== null) {
      staying.push({ ...item, why });
      continue;
    }
    size.past++;
    past.push(item);
  }
  return {
    rules: KEPT_KIND_NAMES.map((kind) => ({ kind, keep: books.rules[kind], ...sizes.get(kind)! })),
    holds: books.holds.map((hold) => ({ ...hold, what: heldWords(history, hold) })).toReversed(),
    past: past.toSorted((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1)),
    staying,
    proposals: books.proposals.toReversed(),
    needsTwo: needsTwo(history),
  };
}

function heldWords(history: History, { on }: Omit<Hold, 'what'>): string {
  if (on.is === 'run') return `Run ${on.run}`;
  const source = history.getSource(on.sourceId)?.name ?? `source ${on.sourceId}`;
  return on.is === 'source' ? `All of ${source}` : `${source}, ${on.period}`;
}

/** Of whom {@link needsTwo} is asked. */
export type KnowsPeople = Pick<History, 'hasPeople' | 'people' | 'listSources' | 'closeLog'>;

/**
 * Whether the folder knows of two people who can approve: its own by their roles, where it has people (RULES.md section
 * 16), else those whom the settings of its closes list.
 */
export function needsTwo(history: KnowsPeople): boolean {
  if (history.hasPeople())
    return (
      history
        .people()
        .filter(
          ({ removedAt, roles }) => removedAt === null && roles.some((role) => WORK.includes(role)),
        ).length > 1
    );
  const names: string[] = [];
  for (const { id } of history.listSources()) {
    const terms = history.closeLog(id).findLast(({ entry }) => entry.is === 'terms')?.entry;
    if (terms?.is !== 'terms') continue;
    for (const { name } of terms.terms.people)
      if (!names.some((one) => isSamePerson(one, name))) names.push(name);
  }
  return names.length > 1;
}
