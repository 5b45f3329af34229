import { packCsv } from '../input/pack-csv.ts';
import type { PackPart } from '../input/part.ts';

/** Who did what and when, each entry chained to the one before it. */
export const auditTrail = {
  place: 'audit',
  about:
    'The audit trail of the run and of its close: who did what and when. Each HASH is over the entry and the one before it.',
  files: ({ audit, books }) => [
    packCsv(
      'audit/audit_trail',
      ['ID', 'AT_UTC', 'ACTOR', 'ACTION', 'DETAIL', 'HASH'],
      audit.map(({ id, at, actor, action, detail, hash }) => [
        String(id),
        new Date(at).toISOString(),
        actor,
        action,
        JSON.stringify(detail),
        hash,
      ]),
    ),
    packCsv(
      'audit/close_events',
      ['EVENT', 'BY', 'AT_UTC', 'REASON'],
      books.events.map((event) => [
        event.is,
        event.by,
        new Date(event.at).toISOString(),
        event.is === 'reopened' ? event.reason : '',
      ]),
    ),
  ],
} as const satisfies PackPart;
