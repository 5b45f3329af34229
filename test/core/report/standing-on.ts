import { join } from 'node:path';
import type { StandingRuns } from '../../../core/later-file/standing/standing-run.ts';
import { LEDGER_FILE } from '../../../core/run-folder/names.ts';
import { loadValidation } from '../../../core/run-folder/validation-file.ts';

/** A run that later files stand on, by its folder and the checksums of what its steps left there. */
export interface StandingOn {
  readonly folder: string;
  readonly checksums: Readonly<Record<string, string>>;
}

/** What a later file of the source of that run is compared with: nothing of its matching is carried over. */
export function standingOn({ folder, checksums }: StandingOn): StandingRuns {
  return {
    latest: async () => {
      const { source } = await loadValidation(join(folder, LEDGER_FILE), checksums[LEDGER_FILE]!);
      return {
        runId: 'before',
        policy: 'one-to-one',
        ledger: source.ledger,
        after: source.after,
        control: source.control,
        lookups: source.lookups,
        reportedUntil: source.reportedUntil,
      };
    },
    forsaken: () => [],
    matching: () => null,
  };
}
