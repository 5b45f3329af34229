import { z } from 'zod';
import { call } from '../calls/call.ts';
import { entryWithin, noEntry, opening } from '../calls/entry.ts';
import { ADMINISTER } from '../calls/needs.ts';
import { exportTargetSchema } from '../calls/written-file.ts';
import type { WrittenFile } from '../calls/written-file.ts';
import type { AuditRecord } from '../run.ts';
import { reasonSchema } from '../settings.ts';
import { auditQuerySchema } from './audit-query.ts';
import type { AuditFacets } from './audit-query.ts';
import { MOST_BREAKS } from './verdict.ts';
import type { AuditBreak, AuditVerdict } from './verdict.ts';

/** How it stands with the audit log. */
export interface AuditStatus {
  /** The latest verdict; null before the first. */
  readonly verdict: AuditVerdict | null;
  /** The breaks that nobody has explained. */
  readonly open: readonly AuditBreak[];
  /** The file beside the history in which heads are kept. */
  readonly headsFile: string;
}

export const auditCalls = {
  /** Entries of the log, the newest first, and how many match. */
  'audit.list': call<{ readonly items: readonly AuditRecord[]; readonly total: number }>()(
    z.strictObject({
      query: auditQuerySchema.default({}),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    opening('log.opened'),
  ),
  'audit.facets': call<AuditFacets>()(z.strictObject({}), noEntry),
  'audit.status': call<AuditStatus>()(z.strictObject({}), noEntry),
  /** Verifies the whole log and all records that it vouches for; a job that can be cancelled. */
  'audit.verify': call<AuditStatus>()(
    z.strictObject({ jobId: z.uuid() }),
    entryWithin('log.verified'),
  ),
  /** Writes down why breaks are there. */
  'audit.explain': call<AuditStatus>()(
    z.strictObject({
      breaks: z.array(z.string().max(5000)).min(1).max(MOST_BREAKS),
      by: z.string().trim().min(1).max(200),
      reason: reasonSchema,
    }),
    entryWithin('log.explained'),
    ADMINISTER,
  ),
  /** All entries that match as CSV, the oldest first. */
  'audit.export': call<WrittenFile>()(
    z.strictObject({ query: auditQuerySchema.default({}), target: exportTargetSchema }),
    entryWithin('export.written'),
  ),
} as const;
