import { createFindingLog } from '../../contract/findings.ts';
import type { FindingCode } from '../../contract/findings.ts';
import type { LaterFileFigures } from '../../later-file/later-file-figures.ts';
import { logRestatement } from '../../later-file/log-restatement.ts';
import type { Validation } from '../../run-folder/validation-file.ts';
import type { ProvenPartition } from '../parts/partition-tasks.ts';
import type { RunParts } from '../parts/run-parts.ts';

type Warnings = ProvenPartition['proof']['warnings'];

/** The findings of validation and, after them, what verification wants looked at. */
export function findingsAfterProof(
  { source, findings }: Validation,
  { partitions }: RunParts,
  proven: readonly ProvenPartition[],
  laterFile: LaterFileFigures | null,
): Validation['findings'] {
  const log = createFindingLog();
  const add = (code: FindingCode, rowsOf: (warnings: Warnings) => readonly number[]): void =>
    proven.forEach(({ proof }, p) => {
      for (const row of rowsOf(proof.warnings))
        log.add(code, {
          sheet: source.sheet,
          row: source.ledger.sheetRow[partitions.firstRow[p]! + row]!,
        });
    });
  add('match.expired-early', ({ expiredEarly }) => expiredEarly);
  add('match.redemption-unmatched', ({ unmatched }) => unmatched);
  if (laterFile) logRestatement(laterFile.restatement, source.sheet, log);
  return {
    kept: [...findings.kept, ...log.kept],
    counts: [...findings.counts, ...log.counts()],
  };
}
