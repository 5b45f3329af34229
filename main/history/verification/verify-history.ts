import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { AuditVerdict } from '../../../core/contract/audit/verdict.ts';
import { NO_HASH } from '../audit/chain.ts';
import type { Head, KeptHead } from '../audit/heads-file.ts';
import { resultsDigest } from '../audit/signed-digest.ts';
import { breakList } from './break-list.ts';
import type { BreakList } from './break-list.ts';
import type { ToldByChain } from './verify-chain.ts';
import { verifyChain } from './verify-chain.ts';
import { verifyHeads } from './verify-heads.ts';
import { verifyLayout } from './verify-layout.ts';
import { verifyRows } from './verify-rows.ts';
import { verifySeals } from './verify-seals.ts';
import { verifySignatures } from './verify-signatures.ts';
import { verifyCarried, verifySums } from './verify-sums.ts';

export interface VerifyOptions {
  /** Verify only what was added after this head; null: all. */
  readonly from: Head | null;
  /** Heads that were kept outside the history. */
  readonly kept: readonly KeptHead[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Verifies the audit log and the records that it vouches for (RULES.md section 15), on a connection that sees one
 * state of the history. Yields now and then, so that the caller can rest.
 */
export function* verifyHistory(
  db: Database.Database,
  { from, kept, now }: VerifyOptions,
): Generator<void, AuditVerdict> {
  const breaks = breakList();
  // Where the entry that was verified last is another one now, all has to be verified anew.
  const start = from && isStill(db, from) ? from : { entry: 0, hash: NO_HASH };
  const isFull = start.entry === 0;
  const told = yield* verifyChain(db, start, breaks);
  verifyHeads(db, kept, told.head?.entry ?? 0, breaks);
  const expected = yield* verifySeals(db, start.entry, told.sealed, breaks);
  const { underWay, notices } = told;
  const rows = yield* verifyRows({ db, expected, underWay, isFull, breaks, notices });
  verifyLayout(db, breaks);
  if (isFull) {
    const decided = expected.alone.get('exception_states');
    verifyCarried(db, (key) => decided?.has(key) ?? false, breaks);
    verifySums(db, breaks);
    verifySignatures(db, breaks);
  }
  verifySigned(db, told, breaks);
  return {
    at: now,
    isFull,
    head: told.head,
    entries: told.entries,
    rows,
    heads: kept.length,
    count: breaks.count(),
    breaks: [...breaks.breaks],
    notices,
  };
}

function isStill(db: Database.Database, { entry, hash: known }: Head): boolean {
  const found = db.prepare<[number], string>('SELECT hash FROM audit WHERE id = ?').pluck();
  return found.get(entry) === known;
}

function verifySigned(
  db: Database.Database,
  { signed }: Pick<ToldByChain, 'signed'>,
  breaks: BreakList,
): void {
  for (const { entry, runId, results } of signed)
    if (resultsDigest(db, runId) !== results)
      breaks.add('signed-other', {
        entry,
        runId,
        message: `What was signed off with entry ${entry} is not what run ${runId} has now.`,
        as: hash('sha256', results, 'hex'),
      });
}
