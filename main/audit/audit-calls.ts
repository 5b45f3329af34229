import { join } from 'node:path';
import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { AuditStatus } from '../../core/contract/audit/audit-calls.ts';
import type { AppContext } from '../app/app-context.ts';
import { writeExport } from '../app/export-file.ts';
import { HEADS_FILE } from '../history/tables/audit-heads.ts';
import { writeAuditCsv } from './audit-table.ts';
import { noteVerification } from './note-verification.ts';

type Calls =
  | 'audit.list'
  | 'audit.facets'
  | 'audit.status'
  | 'audit.verify'
  | 'audit.explain'
  | 'audit.export';

/** The audit log of the program (RULES.md section 15). */
export function auditHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { root, history, jobs, emit } = context;

  function status(): AuditStatus {
    return {
      verdict: history.lastVerdict(),
      open: history.openBreaks(),
      headsFile: join(root, HEADS_FILE),
    };
  }

  return {
    'audit.list': ({ query, limit, offset }) => history.listAudit(query, limit, offset),
    'audit.facets': () => history.auditFacets(),
    'audit.status': status,
    'audit.verify': ({ jobId }) =>
      jobs.during({ jobId, kind: 'verify', place: null }, async ({ signal }) => {
        noteVerification(history, await history.verifyAuditInTurns(true, signal));
        const now = status();
        emit('audit.changed', { open: now.open.length });
        return now;
      }),
    'audit.explain': ({ breaks, by, reason }) => {
      const open = history.explainBreaks(breaks, reason, history.whoActs(by));
      emit('audit.changed', { open: open.length });
      return status();
    },
    'audit.export': ({ query, target }) =>
      writeExport(context, target, 'audit log', (path) =>
        writeAuditCsv(history, query, path, history.appSettings().csvBom),
      ),
  };
}
