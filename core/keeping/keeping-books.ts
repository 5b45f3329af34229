import type { GoneFile, LoggedKeeping } from '../contract/keeping/keeping-log.ts';
import { KEPT_KIND_NAMES, KEPT_KINDS } from '../contract/keeping/kept-kinds.ts';
import type { Keep, KeptKind } from '../contract/keeping/kept-kinds.ts';
import type { Hold, Proposal } from '../contract/keeping/retention.ts';

/** What remains of a thing that was deleted. */
export interface Tombstone {
  /** The number of its entry. */
  readonly id: number;
  readonly at: number;
  readonly by: string;
  readonly kind: KeptKind;
  readonly name: string;
  readonly proposal: number;
  readonly files: readonly GoneFile[];
  /** Nothing of it lies on the disk any more. */
  readonly isCleared: boolean;
}

/** What the log of keeping comes to. */
export interface KeepingBooks {
  readonly rules: Readonly<Record<KeptKind, Keep>>;
  readonly holds: readonly Omit<Hold, 'what'>[];
  readonly proposals: readonly Proposal[];
  readonly tombstones: readonly Tombstone[];
}

interface Writing {
  rules: Record<KeptKind, Keep>;
  holds: Map<number, Omit<Hold, 'what'>>;
  proposals: Map<number, Proposal>;
  tombstones: Map<number, Tombstone>;
}

/** Folds the log, the oldest entry first. What an entry says of something that is not there changes nothing. */
export function keepingBooks(log: readonly LoggedKeeping[]): KeepingBooks {
  const books: Writing = {
    rules: Object.fromEntries(
      KEPT_KIND_NAMES.map((kind) => [kind, KEPT_KINDS[kind].keep]),
    ) as Record<KeptKind, Keep>,
    holds: new Map(),
    proposals: new Map(),
    tombstones: new Map(),
  };
  for (const entry of log) take(books, entry);
  return {
    rules: books.rules,
    holds: [...books.holds.values()],
    proposals: [...books.proposals.values()],
    tombstones: [...books.tombstones.values()],
  };
}

function take(books: Writing, { id, at, actor: by, entry }: LoggedKeeping): void {
  switch (entry.is) {
    case 'rule':
      books.rules[entry.kind] = entry.keep;
      return;
    case 'hold':
      books.holds.set(id, { id, at, by, on: entry.on, reason: entry.reason, released: null });
      return;
    case 'released':
      change(books.holds, entry.hold, { released: { by, at, reason: entry.reason } });
      return;
    case 'proposed':
      books.proposals.set(id, { id, at, by, items: entry.items, ...BEGUN });
      return;
    case 'approved':
      change(books.proposals, entry.proposal, {
        state: 'approved',
        approved: { by, at, alone: entry.alone },
      });
      return;
    case 'withdrawn':
      change(books.proposals, entry.proposal, {
        state: 'withdrawn',
        withdrawn: { by, at, reason: entry.reason },
      });
      return;
    case 'deleted': {
      const { proposal, kind, name, files } = entry;
      books.tombstones.set(id, { id, at, by, kind, name, proposal, files, isCleared: false });
      const { deleted = 0 } = books.proposals.get(proposal) ?? {};
      change(books.proposals, proposal, { deleted: deleted + 1 });
      settle(books, proposal);
      return;
    }
    case 'spared': {
      const { spared = {} } = books.proposals.get(entry.proposal) ?? {};
      change(books.proposals, entry.proposal, { spared: { ...spared, [entry.name]: entry.why } });
      settle(books, entry.proposal);
      return;
    }
    case 'cleared':
      change(books.tombstones, entry.tombstone, { isCleared: true });
  }
}

const BEGUN = {
  state: 'proposed',
  approved: null,
  withdrawn: null,
  deleted: 0,
  spared: {},
} as const;

function change<T>(map: Map<number, T>, id: number, changes: Partial<T>): void {
  const before = map.get(id);
  if (before !== undefined) map.set(id, { ...before, ...changes });
}

/** Of whose things each was deleted or spared is carried out. */
function settle({ proposals }: Writing, id: number): void {
  const one = proposals.get(id);
  if (one && one.deleted + Object.keys(one.spared).length >= one.items.length)
    proposals.set(id, { ...one, state: 'carried-out' });
}
