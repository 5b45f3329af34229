import type { KindOfThing } from '../things/kept-thing.ts';

/** The audit log and the history: nothing of them ever goes, so that there is nothing to be proposed. */
export const auditLog: KindOfThing = { kind: 'audit-log', things: async () => [] };
