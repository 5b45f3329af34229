import type { CloseView } from '../../contract/close/close-view.ts';
import { CLOSE_STATES, SIGNED_PARTS } from '../../contract/close/sign-off.ts';
import { EXCEPTIONS } from '../../contract/exceptions.ts';
import type { ExceptionCode } from '../../contract/exceptions.ts';
import { policyTitle } from '../../contract/settings.ts';
import { dayText } from '../../ledger/time.ts';
import { day, link, text } from '../drawn/cells.ts';
import type { Cell } from '../drawn/cells.ts';
import { drawSheet } from '../drawn/drawn-sheet.ts';
import type { DrawnRow } from '../drawn/drawn-sheet.ts';
import { BLANK_ROW, headingRows, titleRows } from '../drawn/drawn-list.ts';
import type { Signed } from '../figures/decisions.ts';
import type { ReportInput } from '../figures/report-input.ts';
import { runMark } from '../figures/run-mark.ts';
import { EXCEPTION_FILLS, FAILED_FILL, OPEN_FILL, PASSED_FILL } from '../xlsx/fills.ts';
import type { Workbook } from '../xlsx/sheet-style.ts';

/** A sheet as the contents name it. */
interface Listed {
  readonly title: string;
  readonly shows: string;
}

/** Adds the cover: what the workbook is of, who answers for it, what it holds, and what its marks and colours mean. */
export function addCover(workbook: Workbook, report: ReportInput, sheets: readonly Listed[]): void {
  drawSheet(workbook, {
    title: 'Cover',
    rows: [
      ...titleRows('Thrive Cash reconciliation'),
      BLANK_ROW,
      ...facts(report),
      ...headingRows('Sign-off'),
      header('', 'Name', 'Date', 'Signature'),
      signature('Prepared by', report.afterwards?.prepared),
      signature('Reviewed by', report.afterwards?.reviewed),
      ...(report.afterwards?.locked ? [signature('Locked by', report.afterwards.locked)] : []),
      ...headingRows('Contents'),
      ...sheets.map(({ title, shows }) => listed(link(title, title), text(shows))),
      ...headingRows('Marks and colours'),
      ...legend(),
    ],
    frozen: 0,
    widths: [38, 44, 14, 30],
    page: { titleRows: 0, orientation: 'portrait' },
  });
}

function plain(...cells: readonly Cell[]): DrawnRow {
  return { look: 'plain', cells };
}

/** Cells of which the last may run over the columns beside it. */
function listed(...cells: readonly Cell[]): DrawnRow {
  return { look: 'listed', cells };
}

function header(...names: readonly string[]): DrawnRow {
  return { look: 'header', cells: names.map(text), sides: names.map(() => 'left') };
}

function facts(report: ReportInput): DrawnRow[] {
  const { settings, place, source, softwareVersion, checks, afterwards } = report;
  const fact = (label: string, cell: Cell): DrawnRow => plain(text(label), cell);
  return [
    fact('Entity', text(settings.entity ?? '')),
    fact('Source', text(place.name)),
    fact('Period', text(settings.period ?? 'The whole ledger')),
    fact('As of, the end of', day(Date.parse(dayText(source.asOf)))),
    fact('Matching policy', text(policyTitle(settings.policy))),
    fact(
      'Result',
      text(
        checks.every(({ passed }) => passed) ? '✓ Verified: all checks passed' : '✗ NOT VERIFIED',
      ),
    ),
    ...(afterwards
      ? [
          fact('Run', text(afterwards.runId)),
          fact('Revision', { is: 'id', value: afterwards.revision }),
          fact('Decisions as of', day(Date.parse(afterwards.day))),
          ...(afterwards.close ? closeFacts(afterwards.close) : []),
        ]
      : []),
    fact('Fingerprint of the run', text(runMark(report))),
    fact('Software', text(`Thrive Cash Reconciler ${softwareVersion}`)),
  ];
}

/** Where the close of the period stands, and what suspends its signatures. */
function closeFacts({ standing: { state, changed } }: CloseView): readonly DrawnRow[] {
  const fact = (label: string, words: string): DrawnRow => plain(text(label), text(words));
  return [
    fact('Close of the period', CLOSE_STATES[state].title),
    ...(changed.length === 0
      ? []
      : [
          fact(
            'Signatures suspended',
            `Changed since: ${changed.map((part) => SIGNED_PARTS[part]).join(', ')}`,
          ),
        ]),
  ];
}

/** A line to sign on; blank until somebody has. */
function signature(role: string, signed: Signed | null | undefined): DrawnRow {
  return {
    look: 'line',
    cells: [
      text(role),
      text(signed?.name ?? ''),
      signed ? day(Date.parse(signed.day)) : null,
      null,
    ],
  };
}

function legend(): DrawnRow[] {
  const colour = (ground: string, words: string): DrawnRow => ({
    look: 'plain',
    cells: [text(words)],
    ground,
  });
  return [
    listed(
      text('✓'),
      text('A formula over the sheet equals what the program has computed, or a check has passed'),
    ),
    listed(text('✗'), text('They differ, or a check has failed')),
    listed(text('(1.00)'), text('An amount below zero')),
    colour(PASSED_FILL, 'A check that passed'),
    colour(FAILED_FILL, 'A check that failed'),
    colour(OPEN_FILL, 'An open lot, in Matched rows'),
    ...Object.entries(EXCEPTION_FILLS).map(([code, ground]) =>
      colour(ground, EXCEPTIONS[code as ExceptionCode]),
    ),
  ];
}
