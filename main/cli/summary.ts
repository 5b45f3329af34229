import type { RunClose } from '../../core/contract/api/runs.ts';
import { changedWords, closeWords } from '../../core/contract/close/sign-off.ts';
import {
  BRIDGE_TYPE_WORDS,
  bridgeSentences,
  inFile,
  rowsAfterCutOff,
} from '../../core/contract/bridge.ts';
import type { CutOff } from '../../core/contract/bridge.ts';
import { exceptionTitle, unlistedExceptions } from '../../core/contract/exceptions.ts';
import type { RunDetail, RunRecord } from '../../core/contract/run.ts';
import { explanation, matchRate, shareText, totalsByCurrency } from '../../core/contract/totals.ts';
import type { MoneyTotals } from '../../core/contract/run.ts';
import { decimalText } from '../../core/ledger/money.ts';

/** Dollars as finance reads them: thousands separated, negatives in brackets. */
function moneyText(cents: number): string {
  const [whole, fraction] = decimalText(Math.abs(cents)).split('.') as [string, string];
  const text = `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`;
  return cents < 0 ? `(${text})` : text;
}

const STATUS_WORDS: Readonly<Record<RunRecord['status'], string>> = {
  running: 'is running',
  completed: 'is reconciled',
  failed: 'failed; nothing was published',
  halted: 'was halted by validation; nothing was published',
  cancelled: 'was cancelled',
  interrupted: 'was interrupted',
};

/** What an analyst wants to know of a run, in plain text. */
export function summaryText(
  detail: RunDetail,
  outputs: readonly string[],
  close: RunClose = null,
): string {
  const { run } = detail;
  const lines = [
    `${run.place} ${STATUS_WORDS[run.status]}.`,
    '',
    `Run        ${run.id}${run.revision > 1 ? ` (revision ${run.revision})` : ''}`,
    `Policy     ${run.policy}${run.period ? `, period ${run.period}` : ''}`,
    ...(run.cutOff === null ? [] : [`As of      the end of ${run.cutOff.asOf}`]),
  ];
  if (close !== null) lines.push(`Close      ${closeWords(close).toLowerCase()}`);
  if (close !== null && close.changed.length > 0) lines.push(`           ${changedWords(close)}`);
  if (run.archived) lines.push(`Archived   by ${run.archived.by}: ${run.archived.reason}`);
  const recognisedBy = run.notes['recognisedBy'];
  lines.push(`Source     ${run.sourceName}${recognisedBy ? ` (${recognisedBy})` : ''}`);
  if (run.sha256) lines.push(`File       sha256 ${run.sha256}`);
  if (run.counts && run.rowCount !== null) {
    const { earned, spent, expired, quarantined, customers } = run.counts;
    const later = rowsAfterCutOff(run.cutOff?.bridge ?? []);
    lines.push(
      `Rows       ${count(run.rowCount)}: ${count(earned)} earned, ${count(spent)} spent, ${count(expired)} expired` +
        (later > 0 ? `, ${count(later)} after the cut-off` : '') +
        (quarantined > 0 ? `, ${count(quarantined)} set aside` : ''),
      `Customers  ${count(customers)}`,
    );
  }
  const { file, rowsAdded, rowsChanged, matchedAnew, monthsRestated } = run.notes;
  if (file !== undefined)
    lines.push(
      `Compared with the previous run; file contains: ${file}; rows added: ${rowsAdded ?? '0'}`,
      ...(rowsChanged === undefined ? [] : [`           ${rowsChanged}`]),
      `           rematched: ${matchedAnew ?? 'all customers'}`,
      ...(monthsRestated === undefined
        ? []
        : [`           reported months restated: ${monthsRestated} (restatement.csv)`]),
    );
  if (run.cutOff) lines.push(...bridgeLines(run.cutOff));
  if (run.totals) {
    for (const { currency, totals } of totalsByCurrency(run.totals))
      lines.push('', ...totalsLines(currency, totals));
    if (run.counts?.covered !== undefined)
      lines.push(
        ...column([
          [
            'Fully covered',
            `${count(run.counts.covered)} of ${count(run.counts.spent + run.counts.expired)} redemptions`,
          ],
        ]),
      );
  }
  if (detail.findings.length > 0)
    lines.push(
      '',
      'Findings',
      ...detail.findings.map(
        ({ code, severity, count: found }) =>
          `  ${severity.padEnd(8)} ${count(found).padStart(9)}  ${code}`,
      ),
    );
  const severe = detail.findingSamples
    .filter(({ severity }) => severity === 'critical' || severity === 'error')
    .slice(0, 10);
  if (run.status === 'halted' && severe.length > 0)
    lines.push(
      '',
      'To correct',
      ...severe.map(({ sheet, row, message }) => `  ${place(sheet, row)}${message}`),
    );
  if (detail.checks.length > 0)
    lines.push(
      '',
      'Verification',
      ...detail.checks.map(
        ({ id, passed, detail: words }) => `  ${passed ? 'passed' : 'FAILED'}  ${id}: ${words}`,
      ),
    );
  if (detail.exceptions.length > 0)
    lines.push(
      '',
      'Exceptions to review',
      ...detail.exceptions.map(
        ({ code, currency, count: found, cents, unknown, status }) =>
          `  ${count(found).padStart(9)}  ${(unknown === found ? 'of unknown amount' : `${moneyText(cents)} ${currency}`.trim()).padStart(20)}  ${exceptionTitle(code)} (${code}, ${status})` +
          (unknown > 0 && unknown < found ? `, ${count(unknown)} of unknown amount` : ''),
      ),
      ...unlistedExceptions(detail).map(
        ({ code, count: more }) =>
          `  ${count(more).padStart(9)}  more: ${exceptionTitle(code)} (${code}), in exceptions.csv`,
      ),
    );
  const seconds = detail.steps.flatMap(({ name, startedAt, endedAt }) =>
    endedAt === null ? [] : [`${name} ${((endedAt - startedAt) / 1000).toFixed(1)} s`],
  );
  if (seconds.length > 0) lines.push('', `Steps      ${seconds.join(', ')}`);
  if (outputs.length > 0) lines.push('', 'Files', ...outputs.map((path) => `  ${path}`));
  if (run.problem) lines.push('', run.problem.message, run.problem.hint);
  return `${lines.join('\n')}\n`;
}

/** The totals of a currency, what its closing balance is made of, and how much of it was matched. */
function totalsLines(currency: string, totals: MoneyTotals): string[] {
  const rate = matchRate(totals);
  return [
    ...column(currency === '' ? [] : [['Currency', currency]]),
    ...column([
      ['Earned', moneyText(totals.earned)],
      ['Spent', moneyText(totals.spent)],
      ['Expired', moneyText(totals.expired)],
      ['Closing balance', moneyText(totals.closing)],
    ]),
    'made of',
    ...column(explanation(totals).map(({ name, cents }) => [`  ${name}`, moneyText(cents)])),
    ...column([
      ['Untracked variance', moneyText(totals.untracked)],
      ['Matched', moneyText(totals.matched)],
      ['Redeemed', moneyText(totals.spent + totals.expired)],
      ['Match rate, by value', rate === null ? 'nothing redeemed' : shareText(rate)],
    ]),
  ];
}

/** The bridge from the file to the figures: a table where there is more in the file than in them, else a line. */
function bridgeLines({ bridge }: CutOff): string[] {
  const beside = bridge.filter(({ afterCutOff, setAside }) => afterCutOff.rows + setAside.rows > 0);
  if (beside.length === 0) return ['', ...bridgeSentences(bridge, { amount: moneyText, count })];
  const heads = ['In the file', 'After the cut-off', 'Set aside', 'At the cut-off'];
  const rows = bridge.map((line) => [
    `${BRIDGE_TYPE_WORDS[line.type].toLowerCase()}${line.currency && ` ${line.currency}`}`,
    moneyText(inFile(line).cents),
    moneyText(line.afterCutOff.cents),
    moneyText(line.setAside.cents) +
      (line.setAside.unreadable > 0 ? ` + ${line.setAside.unreadable} unknown` : ''),
    moneyText(line.atCutOff.cents),
  ]);
  return [
    '',
    `${'From the file'.padEnd(20)}${heads.map((head) => head.padStart(20)).join('')}`,
    ...rows.map(
      ([name, ...cells]) =>
        `  ${name!.padEnd(18)}${cells.map((cell) => cell.padStart(20)).join('')}`,
    ),
  ];
}

/** What became of a run; one that waits for a person says after which step. */
function statusText({ status, pausedAfter, supersededBy }: RunRecord): string {
  if (pausedAfter !== null) return `paused after ${pausedAfter}`;
  return status + (supersededBy ? ' (superseded)' : '');
}

/** The closing balance, of each currency where there are several. */
function closingText({ totals }: RunRecord): string {
  return (totals === null ? [] : totalsByCurrency(totals))
    .map(({ currency, totals: { closing } }) => `${moneyText(closing)} ${currency}`.trim())
    .join(', ');
}

/** A run as the list tells it: with where the close of its period stands, if that is asked and it is made from it. */
export interface ToldRun extends RunRecord {
  readonly close?: RunClose;
}

/** The list of runs, newest first, a line each, and how many archived ones it leaves out. */
export function historyText(runs: readonly ToldRun[], archived = 0): string {
  const leftOut = archived === 0 ? '' : `Archived runs left out: ${count(archived)}\n`;
  if (runs.length === 0) return leftOut || 'No runs yet. Reconcile a workbook to start.\n';
  const rows = runs.map((run) => [
    run.id,
    statusText(run),
    run.policy,
    `${run.period ?? 'all'}${run.close ? `, ${closeWords(run.close).toLowerCase()}` : ''}`,
    run.rowCount === null ? '' : count(run.rowCount),
    closingText(run),
    run.place,
  ]);
  const table = [['Run', 'Status', 'Policy', 'Period', 'Rows', 'Closing', 'Source'], ...rows];
  const widths = table[0]!.map((_, c) => Math.max(...table.map((row) => row[c]!.length)));
  const right = new Set([4, 5]);
  return table
    .map((row) =>
      row
        .map((cell, c) => (right.has(c) ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!)))
        .join('  ')
        .trimEnd()
        .concat('\n'),
    )
    .join('')
    .concat(leftOut);
}

function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

function column(rows: readonly (readonly [string, string])[]): string[] {
  return rows.map(([label, value]) => `${label.padEnd(32)}${value.padStart(20)}`);
}

function place(sheet: string | null, row: number | null): string {
  if (sheet === null) return '';
  return row === null ? `${sheet}: ` : `${sheet} row ${row}: `;
}
