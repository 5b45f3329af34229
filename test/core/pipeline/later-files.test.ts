import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { POLICIES, settingsSchema } from '../../../core/contract/settings.ts';
import type { Settings } from '../../../core/contract/settings.ts';
import type { StandingRun } from '../../../core/later-file/standing/standing-run.ts';
import { LEDGER_FILE, MATCH_FILE, OUTPUT_FOLDER } from '../../../core/run-folder/names.ts';
import { reconcile } from '../../../core/pipeline/reconcile.ts';
import type { StandingRuns } from '../../../core/later-file/standing/standing-run.ts';
import { loadMatching } from '../../../core/run-folder/matching-file.ts';
import { loadValidation } from '../../../core/run-folder/validation-file.ts';
import { fingerprint } from '../../../core/source/fingerprint.ts';
import { timeText } from '../../../core/ledger/time.ts';
import { ledgers } from '../match/ledger-fixture.ts';
import type { Movement } from '../match/naive-reference.ts';
import { amount, SEED } from '../../amount.ts';

const root = mkdtempSync(join(tmpdir(), 'thrive-deliveries-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let made = 0;

/** Sequences of deliveries, each of them through the whole pipeline, beside one full run. */
const SEQUENCES = amount(40);
/** What a full run of one file with all rows has to be equal to, byte for byte. */
const TABLES =
  /^(tc_data_with_redemptions|allocations|customer_balance_history|customer_current_balances)\./;

interface Run {
  readonly id: string;
  readonly folder: string;
  readonly checksums: Map<string, string>;
  readonly touched: number | null;
}

async function run(
  rows: readonly Movement[],
  settings: Partial<Settings>,
  before: Run | null,
): Promise<Run> {
  const folder = join(root, `run-${made++}`);
  mkdirSync(folder);
  const path = join(folder, 'ledger.csv');
  const line = ({ id, type, at, customer, currency, cents }: Movement): string =>
    [
      id,
      type,
      timeText(at),
      customer,
      currency,
      `${type === 'earned' ? '' : '-'}${(cents / 100).toFixed(2)}`,
    ].join(',');
  writeFileSync(
    path,
    `${['TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,CURRENCY,AMOUNT', ...rows.map(line)].join('\n')}\n`,
  );
  const checksums = new Map<string, string>();
  const result = await reconcile(
    {
      path,
      name: 'ledger.csv',
      ...(await fingerprint(path)),
      settings: settingsSchema.parse({ xlsx: false, ...settings }),
      softwareVersion: 'test',
      workers: 1,
      rowsPerPartition: 3,
    },
    {
      folder,
      journal: {
        begin: () => undefined,
        end: (_, { checksums: own }) => {
          for (const [name, sha256] of Object.entries(own)) checksums.set(name, sha256);
        },
        completed: () => undefined,
      },
      ...(before && { standing: standingOn(before, settings.policy ?? 'one-to-one') }),
      endOfToday: Date.UTC(2030, 0, 1),
      onFindings: () => undefined,
      onChecks: () => undefined,
    },
  );
  return {
    id: folder,
    folder,
    checksums,
    touched: result.laterFile?.touchedCustomers ?? null,
  };
}

function standingOn(run: Run, policy: Settings['policy']): StandingRuns {
  return {
    async latest(): Promise<StandingRun> {
      const path = join(run.folder, LEDGER_FILE);
      const { source } = await loadValidation(path, run.checksums.get(LEDGER_FILE)!);
      return {
        runId: run.id,
        policy,
        ledger: source.ledger,
        after: source.after,
        control: source.control,
        lookups: source.lookups,
        reportedUntil: source.reportedUntil,
      };
    },
    forsaken: () => [],
    matching: (_, rows) =>
      loadMatching(join(run.folder, MATCH_FILE), run.checksums.get(MATCH_FILE)!, policy, rows),
  };
}

const tablesOf = ({ folder }: Run): Map<string, string> =>
  new Map(
    readdirSync(join(folder, OUTPUT_FOLDER))
      .filter((name) => TABLES.test(name))
      .map((name) => [name, readFileSync(join(folder, OUTPUT_FOLDER, name)).toString('latin1')]),
  );

it(`is byte for byte what a full run is, on ${SEQUENCES} sequences of deliveries`, async () => {
  let deliveries = 0;
  await fc.assert(
    fc.asyncProperty(
      ledgers.filter((rows) => rows.length >= 3),
      fc.array(fc.nat({ max: 2 }), { minLength: 14, maxLength: 14 }),
      fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      fc.constantFrom(...POLICIES),
      async (rows, parts, refreshes, policy) => {
        // Row i comes with delivery parts[i]; a refresh brings all that came before as well.
        const came: Movement[] = [];
        let last: Run | null = null;
        for (let delivery = 0; delivery < 3; delivery++) {
          const fresh = rows.filter((_, i) => parts[i] === delivery);
          if (fresh.length === 0) continue;
          came.push(...fresh);
          const refresh = last === null || refreshes[delivery]!;
          // Of what stands, new rows may bring some again.
          const again = came.slice(0, 1);
          const file = refresh
            ? [...came].reverse()
            : [...again, ...fresh.filter((r) => r !== again[0])];
          const increment = last === null ? 'auto' : refresh ? 'refresh' : 'new-rows';
          last = await run(file, { policy, increment }, last);
          deliveries++;
        }
        const full = await run(rows, { policy }, null);
        const found = tablesOf(last!);
        expect([...found.keys()]).toHaveLength(7);
        expect(found).toEqual(tablesOf(full));
        for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
      },
    ),
    { numRuns: SEQUENCES, seed: SEED },
  );
  expect(deliveries).toBeGreaterThan(SEQUENCES);
});

it('matches only the customers that a delivery touches', async () => {
  const move = (id: number, customer: string, at: number): Movement => ({
    id: String(id),
    type: id % 2 === 0 ? 'spent' : 'earned',
    at: 1_700_000_000_000 + at * 1000,
    customer,
    currency: 'USD',
    cents: 100,
  });
  const first = [1, 2, 3, 4, 5, 6].map((id) => move(id, String(Math.ceil(id / 2)), id));
  const before = await run(first, {}, null);
  const after = await run([...first, move(7, '2', 9)], {}, before);
  expect(after.touched).toBe(1);
  const alone = await run([move(7, '2', 9)], { increment: 'new-rows' }, before);
  expect(alone.touched).toBe(1);
  expect(tablesOf(alone)).toEqual(tablesOf(after));
});
