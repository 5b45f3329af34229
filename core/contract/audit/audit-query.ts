import { z } from 'zod';
import { ACT_KINDS } from '../acts/acts.ts';
import type { ActKind } from '../acts/acts.ts';

/** Which entries of the audit log. */
export const auditQuerySchema = z.strictObject({
  /** Who acted, as the log names them. */
  actor: z.string().max(200).optional(),
  kind: z.enum(Object.keys(ACT_KINDS) as [ActKind, ...ActKind[]]).optional(),
  act: z.string().max(60).optional(),
  runId: z.string().max(40).optional(),
  /** From, and before this moment, in epoch milliseconds. */
  from: z.int().optional(),
  before: z.int().optional(),
  /** Words, each of which an entry has to have: in what it tells, its person, computer, address, run or act. */
  text: z.string().max(200).optional(),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** What the log can be filtered by. */
export interface AuditFacets {
  readonly actors: readonly string[];
  readonly acts: readonly string[];
}
