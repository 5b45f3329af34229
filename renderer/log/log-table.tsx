import { Link } from 'wouter';
import { actKind, actWords } from '../../core/contract/acts/acts.ts';
import type { AuditRecord } from '../../core/contract/run.ts';
import { Heads } from '../components/surfaces/heads.tsx';
import { Pill, Table } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { pathTo } from '../frame/routes.ts';
import { detailWords } from '../words/audit-words.ts';
import css from './log.module.css';

/** Entries of the log, a row each. */
export function LogTable({ entries }: { entries: readonly AuditRecord[] }) {
  return (
    <Table caption="Audit log: what was done, by whom, from where">
      <Heads of={['Entry', 'When', 'Who', 'What', 'Run', 'Details']} />
      <tbody>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </tbody>
    </Table>
  );
}

function Entry({ entry }: { entry: AuditRecord }) {
  const format = useFormat();
  const { id, at, actor, action, runId, detail, hash } = entry;
  return (
    <tr>
      <td className="number" title={`SHA-256 ${hash}`}>
        {id}
      </td>
      <td className={css.nowrap}>{format.moment(at)}</td>
      <td className={css.who}>
        {actor}
        <div className={css.from}>{fromWhere(entry)}</div>
      </td>
      <td className={css.nowrap}>
        {actKind(action) === 'refused' ? (
          <Pill tone="warn">{actWords(action)}</Pill>
        ) : (
          actWords(action)
        )}
      </td>
      <td className={css.nowrap}>
        {runId !== null && (
          <Link href={pathTo('audit', { runId })} className="mono">
            {runId}
          </Link>
        )}
      </td>
      <td className={css.detail}>{detailWords(detail, format)}</td>
    </tr>
  );
}

/** Where it was done: the address, the computer, and the system's user where that is another name. */
function fromWhere({ actor, address, computer, systemUser }: AuditRecord): string {
  const user = systemUser === actor ? null : systemUser;
  return [address, [user, computer].filter((part) => part !== null).join(' on ')]
    .filter((part) => part !== null && part !== '')
    .join(', ');
}
