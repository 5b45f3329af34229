import { BREAK_KINDS, unlistedBreaks } from '../../../core/contract/audit/verdict.ts';
import type { AuditBreak, AuditVerdict } from '../../../core/contract/audit/verdict.ts';
import { counted } from '../../../core/counted.ts';
import { dataFolder, historyFile } from '../../data-folder/data-folder.ts';
import { writeAuditCsv } from '../../audit/audit-table.ts';
import { noteVerification } from '../../audit/note-verification.ts';
import { openHistory } from '../../history/history.ts';
import type { History } from '../../history/history.ts';
import type { AuditCommand } from '../arguments/command.ts';

/** What is to be printed, and whether there is no break that nobody has explained. */
interface AuditTold {
  readonly text: string;
  readonly isSound: boolean;
}

/** Verifies the audit log in full, or writes it to a file. Throws what the history and the disk throw. */
export async function auditStep(command: AuditCommand): Promise<AuditTold> {
  const history = openHistory(historyFile(dataFolder(command.dataDir)));
  try {
    return command.step === 'verify'
      ? verify(history, command)
      : { text: await exported(history, command), isSound: true };
  } finally {
    history.close();
  }
}

function verify(history: History, { json }: AuditCommand): AuditTold {
  const verdict = history.verifyAudit(true);
  noteVerification(history, verdict);
  const open = history.openBreaks();
  const text = json ? `${JSON.stringify({ ...verdict, open })}\n` : verdictText(verdict, open);
  return { text, isSound: open.length === 0 && unlistedBreaks(verdict) === 0 };
}

async function exported(history: History, { file, json }: AuditCommand): Promise<string> {
  const noted = (rows: number, path: string): unknown =>
    history.appendAudit({
      action: 'export.written',
      detail: { what: 'audit log', rows, path },
    });
  if (file === null) {
    const { items } = history.listAudit({}, Number.MAX_SAFE_INTEGER);
    noted(items.length, 'standard output');
    return `${JSON.stringify(items.toReversed())}\n`;
  }
  const rows = await writeAuditCsv(history, {}, file, history.appSettings().csvBom);
  noted(rows, file);
  return json
    ? `${JSON.stringify({ path: file, rows })}\n`
    : `Written    ${file}, ${rows} entries\n`;
}

function verdictText(
  { entries, rows, heads, head, notices, breaks, count }: AuditVerdict,
  open: readonly AuditBreak[],
): string {
  const explained = breaks.length - open.length;
  const unlisted = unlistedBreaks({ count, breaks });
  const isSound = open.length === 0 && unlisted === 0;
  return [
    `${isSound ? 'Verified  ' : 'BROKEN    '} ${entries} ${entries === 1 ? 'entry' : 'entries'}, ${counted(rows, 'record')}, ${counted(heads, 'kept head')}`,
    ...(head === null ? [] : [`Head       entry ${head.entry}, SHA-256 ${head.hash}`]),
    ...open.map(({ kind, message }) => `Break      ${message} ${BREAK_KINDS[kind]}`),
    ...(unlisted > 0 ? [`Break      and ${unlisted} more that are not listed`] : []),
    ...(explained > 0 ? [`Explained  ${counted(explained, 'break')}`] : []),
    ...notices.map((notice) => `Notice     ${notice}`),
    '',
  ].join('\n');
}
