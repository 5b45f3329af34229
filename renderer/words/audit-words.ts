import type { AuditRecord } from '../../core/contract/run.ts';
import type { Format } from '../format/format.ts';

/** The facts of an entry on one line. Long lists are counted. */
export function detailWords(detail: AuditRecord['detail'], format: Pick<Format, 'count'>): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${factName(name)}: ${valueWords(value, format)}`)
    .join(' · ');
}

/** What a fact is called, from the name that it is stored under: `sourceId` is the source id. */
export function factName(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => {
    return `${before} ${after.toLowerCase()}`;
  });
}

const LISTED = 3;

function valueWords(value: unknown, format: Pick<Format, 'count'>): string {
  if (Array.isArray(value)) {
    const listed = value
      .slice(0, LISTED)
      .map((one) => valueWords(one, format))
      .join(', ');
    return value.length > LISTED
      ? `${listed} and ${format.count(value.length - LISTED)} more`
      : listed;
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, one]) => `${factName(name)} ${valueWords(one, format)}`)
      .join(', ');
  const text = value === null ? '–' : String(value);
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 8)}…` : text;
}

/** The whole trail as tab-separated lines with a header, times in UTC. */
export function trailText(records: readonly AuditRecord[]): string {
  const lines = records.map(({ id, at, actor, action, detail, hash }) =>
    [String(id), new Date(at).toISOString(), actor, action, JSON.stringify(detail), hash]
      .map((cell) => cell.replace(/[\t\r\n]+/g, ' '))
      .join('\t'),
  );
  return ['id\tat (UTC)\tactor\taction\tdetail\thash', ...lines].join('\n') + '\n';
}
