import { KEPT_KINDS, keepText } from '../../../core/contract/keeping/kept-kinds.ts';
import { PROPOSAL_STATES } from '../../../core/contract/keeping/retention.ts';
import type { Proposal, RetentionView } from '../../../core/contract/keeping/retention.ts';
import { dayText } from '../../../core/ledger/time.ts';

/** How it stands with what is kept, as lines. */
export function retentionText(view: RetentionView): string {
  const { rules, holds, past, staying, proposals, needsTwo } = view;
  return [
    'Rules',
    ...rules.map(
      ({ kind, keep, count, bytes }) =>
        `  ${kind.padEnd(16)} ${keepText(keep).padEnd(9)} ${KEPT_KINDS[kind].title}: ${count}, ${mib(bytes)}`,
    ),
    ...titled(
      'Legal holds',
      holds.map(
        ({ id, what, by, at, reason, released }) =>
          `  ${id}  ${what}, since ${dayText(at)} by ${by}: ${reason}${released === null ? '' : ` (released ${dayText(released.at)} by ${released.by}: ${released.reason})`}`,
      ),
    ),
    ...titled(
      'Past its time, could be deleted',
      past.map(
        ({ name, what, bytes, until }) =>
          `  ${name}  ${what}, ${mib(bytes)}, since ${dayText(until)}`,
      ),
    ),
    ...titled(
      'Past its time, but stays',
      staying.map(({ name, why }) => `  ${name}  ${why}`),
    ),
    ...titled('Proposals', proposals.flatMap(proposalLines)),
    needsTwo
      ? 'What one person proposes, another has to approve.'
      : 'Nobody else can approve it here: one person may propose and approve (--alone), and the log shows it.',
    '',
  ].join('\n');
}

function proposalLines({
  id,
  by,
  at,
  items,
  state,
  approved,
  deleted,
  spared,
}: Proposal): string[] {
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
  const approval = approved
    ? `, approved ${dayText(approved.at)} by ${approved.by}${approved.alone ? ', who also proposed it' : ''}`
    : '';
  const done = deleted > 0 ? `, ${deleted} deleted` : '';
  return [
    `  ${id}  ${PROPOSAL_STATES[state]}: ${items.length} of ${mib(bytes)}, proposed ${dayText(at)} by ${by}${approval}${done}`,
    ...(state === 'carried-out' ? [] : items.map(({ name, what }) => `      ${name}  ${what}`)),
    ...Object.entries(spared).map(([name, why]) => `      ${name} stayed: ${why}`),
  ];
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
