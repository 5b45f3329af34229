import { Link } from 'wouter';
import { useCall } from '../bridge/api.ts';
import { Notice } from '../components/surfaces/surfaces.tsx';
import { pathTo } from '../frame/routes.ts';
import css from './app.module.css';

/** Stands over every screen as long as the audit log has a break that nobody has explained. */
export function AuditBanner() {
  const open = useCall('audit.status', {}, { staleTime: Infinity }).data?.open ?? [];
  const [first] = open;
  if (first === undefined) return null;
  return (
    <div className={css.banner}>
      <Notice
        tone="bad"
        title={
          open.length === 1
            ? 'The audit log has a break.'
            : `The audit log has ${open.length} breaks.`
        }
        actions={<Link href={pathTo('log')}>Open the audit log</Link>}
      >
        {first.message} You can go on working; it stands here until it is explained.
      </Notice>
    </div>
  );
}
