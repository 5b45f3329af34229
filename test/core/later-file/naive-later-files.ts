import { decimalText } from '../../../core/ledger/money.ts';
import { timeText } from '../../../core/ledger/time.ts';
import { byText } from '../match/naive-reference.ts';
import type { File, FullMovement } from './later-file-fixture.ts';

/** What stands, by TRANS_ID. */
export type Standing = ReadonlyMap<string, FullMovement>;

export interface NaiveMerge {
  readonly standing: Standing;
  readonly added: string[];
  readonly late: string[];
  readonly known: string[];
  readonly changed: Map<string, Record<string, [string, string]>>;
  readonly gone: string[];
  readonly touched: string[];
}

/** The rules of a later file as they are told, row by row. Lists of ids are sorted. */
export function naiveMerge(
  before: Standing,
  { movements, kind }: Omit<File, 'turned'>,
  takes: (id: string) => boolean,
  highWater: number,
): NaiveMerge {
  const standing = new Map(before);
  const changed = new Map<string, Record<string, [string, string]>>();
  const added: string[] = [];
  const late: string[] = [];
  const known: string[] = [];
  const touched = new Set<string>();
  for (const movement of movements) {
    const stood = before.get(movement.id);
    if (stood === undefined) {
      added.push(movement.id);
      if (movement.at <= highWater) late.push(movement.id);
      standing.set(movement.id, movement);
      touched.add(movement.customer);
      continue;
    }
    const difference = fieldsThatDiffer(stood, movement);
    if (Object.keys(difference).length === 0) {
      known.push(movement.id);
      continue;
    }
    changed.set(movement.id, difference);
    if (!takes(movement.id)) continue;
    standing.set(movement.id, movement);
    touched.add(movement.customer).add(stood.customer);
  }
  const later = new Set(movements.map(({ id }) => id));
  const gone = kind === 'refresh' ? [...before.keys()].filter((id) => !later.has(id)) : [];
  for (const id of gone.filter(takes)) {
    touched.add(before.get(id)!.customer);
    standing.delete(id);
  }
  return {
    standing,
    added: added.sort(),
    late: late.sort(),
    known: known.sort(),
    changed,
    gone: gone.sort(),
    touched: [...touched].sort(),
  };
}

/** Movements in output order. */
export function inOutputOrder(standing: Standing): FullMovement[] {
  return [...standing.values()].sort(
    (a, b) => byText(a.customer, b.customer) || a.at - b.at || byText(a.id, b.id),
  );
}

/** The columns by their usual headers, in capitals. */
function fieldsThatDiffer(a: FullMovement, b: FullMovement): Record<string, [string, string]> {
  const texts = (movement: FullMovement): Record<string, string> => ({
    TCTYPE: movement.type,
    CREATEDAT: timeText(movement.at),
    EXPIREDAT: movement.expires === null ? '' : timeText(movement.expires),
    CUSTOMERID: movement.customer,
    ORDERID: movement.order,
    AMOUNT: decimalText(movement.type === 'earned' ? movement.cents : -movement.cents),
    REASON: movement.reason,
    CURRENCY: movement.currency,
    NOTE: movement.note,
    CHANNEL: movement.channel,
  });
  const [x, y] = [texts(a), texts(b)];
  return Object.fromEntries(
    Object.keys(x).flatMap((name) => (x[name] === y[name] ? [] : [[name, [x[name]!, y[name]!]]])),
  );
}
