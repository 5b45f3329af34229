import { inFile } from '../../core/contract/bridge.ts';
import type { BridgeLine, BridgeSum } from '../../core/contract/bridge.ts';
import type { MoneyTotals, RunDetail, RunTotals } from '../../core/contract/run.ts';
import { matchRate, totalsByCurrency } from '../../core/contract/totals.ts';
import { decimalText } from '../../core/ledger/money.ts';

/** The one JSON object that `--json` prints: amounts as decimal strings, `exceptions` as a count. */
export function runJson(
  detail: RunDetail,
  outputs: readonly string[],
  alreadyReconciled: boolean,
): Record<string, unknown> {
  const { run } = detail;
  return {
    runId: run.id,
    status: run.status,
    policy: run.policy,
    source: { sha256: run.sha256, rows: run.rowCount },
    counts: run.counts,
    ...(run.cutOff && { asOf: run.cutOff.asOf, bridge: run.cutOff.bridge.map(bridgeJson) }),
    totals: run.totals && totalsJson(run.totals),
    findings: detail.findings.map(({ code, severity, count }) => ({ code, severity, count })),
    checks: detail.checks.map(({ id, passed }) => ({ id, passed })),
    exceptions: detail.exceptionTotals.reduce((sum, { count }) => sum + count, 0),
    steps: detail.steps.map((step) => ({
      name: step.name,
      seconds: step.endedAt === null ? null : (step.endedAt - step.startedAt) / 1000,
      rows: step.rowsOut,
    })),
    outputs,
    alreadyReconciled,
    ...(run.problem && {
      problem: { code: run.problem.code, message: run.problem.message, hint: run.problem.hint },
    }),
  };
}

function bridgeJson({ currency, type, ...sums }: BridgeLine): Record<string, unknown> {
  const text = <Sum extends BridgeSum>({ cents, ...rest }: Sum) => ({
    ...rest,
    amount: decimalText(cents),
  });
  return {
    currency,
    type,
    inFile: text(inFile({ currency, type, ...sums })),
    atCutOff: text(sums.atCutOff),
    afterCutOff: text(sums.afterCutOff),
    setAside: text(sums.setAside),
  };
}

/** The totals, of each currency where there are several: currencies are never added up. */
function totalsJson(totals: RunTotals): Record<string, unknown> {
  const json = (sums: MoneyTotals): Record<string, unknown> => ({
    ...Object.fromEntries(
      Object.entries(sums).map(([name, cents]) => [name, decimalText(cents as number)]),
    ),
    matchRate: matchRate(sums),
  });
  return !('byCurrency' in totals)
    ? json(totals)
    : {
        byCurrency: Object.fromEntries(
          totalsByCurrency(totals).map(({ currency, totals: of }) => [currency, json(of)]),
        ),
      };
}
