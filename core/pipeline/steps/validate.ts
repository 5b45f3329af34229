import { join } from 'node:path';
import type { ValidatedSource } from '../../accepted/validated-source.ts';
import { rowsAtCutOff } from '../../contract/bridge.ts';
import type { ChangedRows } from '../../contract/api/changed-rows.ts';
import { createFindingLog } from '../../contract/findings.ts';
import { bestStanding } from '../../later-file/standing/best-standing.ts';
import { nothingStands } from '../../later-file/standing/nothing-stands.ts';
import { acceptLaterFile } from '../../later-file/accept-later-file.ts';
import { assertNothingDecided } from '../../later-file/changes/reported-rows-changed.ts';
import { dayText } from '../../ledger/time.ts';
import { customerCount } from '../../report/figures/customer-count.ts';
import { writeChangedRows } from '../../run-folder/changed-rows-file.ts';
import { writeFindings } from '../../run-folder/findings-file.ts';
import { LEDGER_FILE } from '../../run-folder/names.ts';
import { loadValidation, saveValidation } from '../../run-folder/validation-file.ts';
import type { Validation } from '../../run-folder/validation-file.ts';
import { openSource } from '../../source/open-source.ts';
import { readLedgerFile } from '../../validate/read-ledger-file.ts';
import { acceptOwnLedger } from '../../validate/validate-source.ts';
import type { ValidatedFacts } from './asked-run.ts';
import { progressOf, turn } from './step.ts';
import type { RunAtWork, Step } from './step.ts';

export interface Validated {
  readonly validation: Validation;
  /** Of its file. */
  readonly ledgerSha256: string;
}

/** Reads the source by the rules; then the stage of the later file, where the source has had one before. */
export const validate: Step<null, Validated> = {
  name: 'validate',
  async run(run) {
    const path = join(run.environment.folder, LEDGER_FILE);
    const validation = await readAndAccept(run);
    const ledgerSha256 = await saveValidation(path, validation);
    return {
      left: { validation, ledgerSha256 },
      rowsIn: validation.source.sourceRows,
      rowsOut: validation.source.control.rows,
      checksums: { source: run.request.sha256, [LEDGER_FILE]: ledgerSha256 },
    };
  },
  async resume({ environment }, _before, { checksums }) {
    const ledgerSha256 = checksums[LEDGER_FILE]!;
    const path = join(environment.folder, LEDGER_FILE);
    return { validation: await loadValidation(path, ledgerSha256), ledgerSha256 };
  },
  tell({ environment }, { validation }) {
    environment.onValidated?.(validatedFacts(validation.source));
  },
};

async function readAndAccept(run: RunAtWork): Promise<Validation> {
  const { folder, signal, standing, endOfToday, onFindings } = run.environment;
  const { path, settings } = run.request;
  const findings = createFindingLog();
  let undecided: ChangedRows | null = null;
  const tell = progressOf(run, 'validate');
  const open = await openSource(path);
  try {
    const { increment } = settings;
    const isLater = increment === 'new-rows' || increment === 'refresh';
    const latest =
      increment === 'off'
        ? null
        : ((await standing?.latest(isLater, (runId) =>
            findings.add('source.standing-gone', {
              what: `The ledger of run ${runId} is gone, damaged or of another version, so the rows of the file were compared with nothing`,
            }),
          )) ?? null);
    if (latest === null && isLater) throw nothingStands(increment);
    const file = await readLedgerFile(open, settings, {
      findings,
      ...(signal && { signal }),
      onProgress: (counted) => tell({ ...counted, words: 'Reading and checking rows' }),
    }).finally(() => heedCancelling(signal));
    const stands = latest && standing ? await bestStanding(latest, file.ledger.id, standing) : null;
    const checking = {
      findings,
      endOfToday,
      onUndecided: (rows: ChangedRows) => void (undecided = rows),
    };
    const source =
      stands === null
        ? acceptOwnLedger(file, settings, checking)
        : acceptLaterFile(stands, file, settings, checking);
    if (source.increment === null) assertNothingDecided(settings);
    return { source, findings: { kept: findings.kept, counts: findings.counts() } };
  } finally {
    onFindings(findings.counts(), findings.kept);
    await open.close();
    await writeFindings(folder, { counts: findings.counts(), kept: findings.kept });
    if (undecided) await writeChangedRows(folder, undecided);
  }
}

/** Throws `run.cancelled` where that was asked while rows were read: what they say comes second then. */
async function heedCancelling(signal: AbortSignal | undefined): Promise<void> {
  // A signal of the system is heard between two turns, and the first may be under way.
  await turn(signal);
  await turn(signal);
}

/** What a run knows of its source once it is validated. */
export function validatedFacts(source: ValidatedSource): ValidatedFacts {
  return {
    sourceRows: source.sourceRows,
    sheets: source.sheets.map(({ sheet, rows }) => ({ name: sheet, rows })),
    counts: {
      earned: rowsAtCutOff(source.bridge, 'earned'),
      spent: rowsAtCutOff(source.bridge, 'spent'),
      expired: rowsAtCutOff(source.bridge, 'expired'),
      quarantined: source.rejectedRows,
      customers: customerCount({ source }),
    },
    rejectedRows: source.rejectedRows,
    qualityScore: source.qualityScore,
    highWater: latest(source.ledger.createdAt),
    cutOff: { asOf: dayText(source.asOf), bridge: [...source.bridge] },
    standsOn: source.increment && {
      runId: source.increment.standingRun,
      broughtNothing: source.increment.broughtNothing,
    },
  };
}

function latest(times: Float64Array): number | null {
  let found = -Infinity;
  for (let row = 0; row < times.length; row++) if (times[row]! > found) found = times[row]!;
  return times.length === 0 ? null : found;
}
