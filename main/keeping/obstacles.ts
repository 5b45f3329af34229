import { dayText } from '../../core/ledger/time.ts';
import type { Hold } from '../../core/contract/keeping/retention.ts';
import { isOn } from '../../core/keeping/holds.ts';
import type { KeepingBooks } from '../../core/keeping/keeping-books.ts';
import { keptUntil } from '../../core/keeping/kept-until.ts';
import type { KeepingFacts, KeptThing } from './things/kept-thing.ts';

/** What stands in the way of deleting a thing, as a sentence; null where nothing does. */
type Obstacle = (
  thing: KeptThing,
  facts: KeepingFacts,
  books: KeepingBooks,
  now: number,
) => string | null;

const held: Obstacle = ({ of }, _facts, { holds }) => {
  const hold = holds.find(
    ({ on, released }) => released === null && of.some((one) => isOn(on, one)),
  );
  return hold ? heldWords(hold) : null;
};

function heldWords({ by, at, reason }: Pick<Hold, 'by' | 'at' | 'reason'>): string {
  const sentence = /[.!?]$/.test(reason) ? reason : `${reason}.`;
  return `On legal hold since ${dayText(at)}, by ${by}: ${sentence}`;
}

/** A lock keeps the run of the period, and all that is of the period, for as long as the rule says. */
const locked: Obstacle = ({ of }, facts, { rules }, now) => {
  for (const lock of facts.locked) {
    const until = keptUntil(lock.at, rules['locked-runs']);
    if (until !== null && until <= now) continue;
    const isOf = of.some(
      ({ run, sourceId, period }) =>
        run === lock.run || (sourceId === lock.sourceId && period === lock.period),
    );
    if (isOf)
      return `The period ${lock.period} is locked${until === null ? '' : `, and kept until ${dayText(until)}`}.`;
  }
  return null;
};

const needed: Obstacle = (thing) => thing.needed;

const OBSTACLES: readonly Obstacle[] = [held, locked, needed];

/** Why a thing stays although its time is over (RULES.md section 17); null where it may go. */
export function reasonToStay(
  thing: KeptThing,
  facts: KeepingFacts,
  books: KeepingBooks,
  now: number,
): string | null {
  for (const obstacle of OBSTACLES) {
    const reason = obstacle(thing, facts, books, now);
    if (reason !== null) return reason;
  }
  return null;
}

/** When the time of a thing is over by the rules: ms since 1970; null: never. */
export function untilOf({ kind, since }: KeptThing, { rules }: KeepingBooks): number | null {
  return keptUntil(since, rules[kind]);
}
