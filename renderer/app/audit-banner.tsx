import { Link } from 'wouter';
import { unlistedBreaks } from '../../core/contract/audit/verdict.ts';
import { useCall } from '../bridge/api.ts';
import { Notice } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { pathTo } from '../frame/routes.ts';
import css from './app.module.css';

/** Stands over every screen as long as the audit log has a break that nobody has explained, listed or not. */
export function AuditBanner() {
  const format = useFormat();
  const status = useCall('audit.status', {}, { staleTime: Infinity }).data;
  if (status === undefined) return null;
  const { open, verdict } = status;
  const count = open.length + (verdict === null ? 0 : unlistedBreaks(verdict));
  if (count === 0) return null;
  return (
    <div className={css.banner}>
      <Notice
        tone="bad"
        title={
          count === 1
            ? 'The audit log has a break.'
            : `The audit log has ${format.count(count)} breaks.`
        }
        actions={<Link href={pathTo('log')}>Open the audit log</Link>}
      >
        {open[0]?.message} You can go on working; this stands here until it is explained.
      </Notice>
    </div>
  );
}
