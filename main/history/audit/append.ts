import type Database from 'better-sqlite3';
import { CHAIN, chained, NO_HASH } from './chain.ts';
import type { AuditRow, Sealed } from './chain.ts';
import { tick } from './session.ts';
import type { Acting } from './session.ts';

type Prepare = <R>(sql: string) => Database.Statement<unknown[], R>;

/** An entry before it has its place in the chain. */
export interface Unchained {
  readonly at: number;
  readonly clock: number;
  readonly actor: string;
  readonly action: string;
  readonly runId: string | null;
  /** JSON. */
  readonly detail: string;
  /** Seals what the entry vouches for, under its number. */
  readonly seal: (entry: number) => readonly Sealed[];
}

/** Adds an entry at the end of the chain and returns it. Within a transaction. */
export function chainEntry(prepare: Prepare, acting: Acting, entry: Unchained): AuditRow {
  const last = prepare<{ id: number; hash: string }>(
    'SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1',
  ).get();
  const id = (last?.id ?? 0) + 1;
  const sealed = entry.seal(id);
  const row = {
    id,
    at: entry.at,
    actor: entry.actor,
    action: entry.action,
    run_id: entry.runId,
    detail: entry.detail,
    chain: CHAIN,
    clock: entry.clock,
    tick: tick(),
    system_user: acting.systemUser,
    computer: acting.computer,
    session: acting.session.id,
    address: acting.session.address,
    sealed: sealed.length === 0 ? null : JSON.stringify(sealed),
  };
  const whole: AuditRow = { ...row, hash: chained(row, last?.hash ?? NO_HASH) };
  prepare(
    `INSERT INTO audit (id, at, actor, action, run_id, detail, chain, clock, tick, system_user, computer,
       session, address, sealed, hash)
     VALUES ($id, $at, $actor, $action, $run_id, $detail, $chain, $clock, $tick, $system_user, $computer,
       $session, $address, $sealed, $hash)`,
  ).run(whole);
  return whole;
}
