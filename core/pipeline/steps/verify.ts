import { join } from 'node:path';
import { outputRows } from '../../ledger/cut-ledger.ts';
import type { CutLedger } from '../../ledger/cut-ledger.ts';
import { movementOrder } from '../../ledger/movement-order.ts';
import { exceptionsOf } from '../../report/figures/exceptions.ts';
import { quarantinedRows } from '../../report/figures/quarantined-rows.ts';
import { figuresOf } from '../../report/figures/figures.ts';
import type { ReportInput } from '../../report/figures/report-input.ts';
import { writeFigures } from '../../report/outputs/analytics-report.ts';
import { writeFindings } from '../../run-folder/findings-file.ts';
import { writeFlags } from '../../run-folder/flags-file.ts';
import {
  DRAFT_FOLDER,
  DRAFT_WRITING_FILE,
  PROOF_FILE,
  SHEETS_WRITING_FILE,
} from '../../run-folder/names.ts';
import { forgetTables } from '../../run-folder/tables-file.ts';
import { concludeProof, verificationFailed } from '../../verify/proof.ts';
import type { ProvenPartition } from '../parts/partition-tasks.ts';
import { provePartitions } from '../parts/prove-partitions.ts';
import { findingsAfterProof } from './findings-after-proof.ts';
import type { Matched } from './match.ts';
import { madeFrom, ofPartitions } from './partition-work.ts';
import { turn } from './step.ts';
import type { RunAtWork, Step } from './step.ts';
import { writeOutputs } from './write-outputs.ts';

export interface Verified extends Matched {
  readonly proven: readonly ProvenPartition[];
  /** Of what was found in each partition. */
  readonly proofSha256: string;
  /** What there is to be reported. */
  readonly report: ReportInput;
}

/**
 * Proves the draft. One that fails lies in the run's `draft` folder to be looked at, and nothing is published:
 * throws the Problem `verification.failed`.
 */
export const verify: Step<Matched, Verified> = {
  name: 'verify',
  async run(run, before) {
    const left = await verified(run, before);
    const { rows } = before.validation.source.control;
    const draft = String(left.report.checks[0]?.numbers['checksum'] ?? '');
    return { left, rowsIn: rows, rowsOut: rows, checksums: { draft } };
  },
  resume: verified,
  tell({ environment }, { report }) {
    environment.onVerified?.(report.exceptions);
  },
};

async function verified(run: RunAtWork, before: Matched): Promise<Verified> {
  const { folder, signal, onChecks, onFindings } = run.environment;
  const { parts, crew, validation, facts, matchSha256 } = before;
  const { proven, checksum: proofSha256 } = await provePartitions(
    parts,
    crew,
    join(folder, PROOF_FILE),
    madeFrom(run, before, parts, 'verify', matchSha256),
    validation.source.asOf,
    ofPartitions(run, parts, 'verify', 'Checking'),
  );
  const checks = concludeProof(
    proven.map(({ proof }) => proof),
    facts.totals,
    validation.source.control,
  );
  onChecks(checks);
  const findings = findingsAfterProof(validation, parts, proven, facts.laterFile);
  onFindings(findings.counts, findings.kept);
  await writeFindings(folder, findings);
  await turn(signal);
  await forgetTables(folder);
  const report = reportInput(run, before, { checks, findings: findings.counts });
  await writeFlags(folder, deliveredFlags(validation.source, report.exceptions.flags));
  const left = { ...before, proven, proofSha256, report };
  if (checks.every((check) => check.passed)) {
    await writeFigures(folder, report);
    return left;
  }
  await writeDraft(run, left);
  throw verificationFailed(
    checks,
    'Nothing was published. The draft is in the run’s folder; send it to support.',
  );
}

/** The flags of each row of the deliverable, from those of the rows at the cut-off. */
function deliveredFlags(source: CutLedger, flags: Uint8Array): Uint8Array {
  const rows = outputRows(source);
  return rows === null ? flags : Uint8Array.from(rows, (row) => flags[row] ?? 0);
}

/** Everything that the reports tell. */
function reportInput(
  { request: { name, sha256, bytes, settings, softwareVersion } }: RunAtWork,
  { validation: { source }, matching, facts }: Matched,
  found: Pick<ReportInput, 'checks' | 'findings'>,
): ReportInput {
  const exceptions = exceptionsOf({
    ledger: source.ledger,
    matching,
    movements: movementOrder(source.ledger),
    settings,
    orphanOrders: source.orphanOrders,
    backdated: source.backdated,
    quarantined: quarantinedRows({ ...source, mapping: settings.mapping }),
    changes: source.increment?.changes ?? null,
  });
  return {
    source,
    place: { name, sha256, bytes },
    settings,
    softwareVersion,
    matching,
    ...facts,
    ...found,
    exceptions,
    figures: figuresOf({ source, matching, settings }),
  };
}

async function writeDraft(run: RunAtWork, left: Verified): Promise<void> {
  const { folder, signal } = run.environment;
  const { report, parts, proofSha256 } = left;
  await writeOutputs(
    { ...report, settings: { ...report.settings, xlsx: false } },
    join(folder, DRAFT_FOLDER),
    left,
    {
      path: join(folder, DRAFT_WRITING_FILE),
      sheetsPath: join(folder, SHEETS_WRITING_FILE),
      identity: madeFrom(run, left, parts, 'report', proofSha256, 'draft'),
    },
    { signal },
  );
}
