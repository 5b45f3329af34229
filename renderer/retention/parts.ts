import type { CallName } from '../../core/contract/api/api.ts';
import type { RetentionView } from '../../core/contract/keeping/retention.ts';

/** What each panel shows, and who acts. */
export interface PanelProps {
  readonly view: RetentionView;
  readonly by: string;
}

/** Whose answers another one is after anything was decided here. */
export const STALE: readonly CallName[] = ['retention.view', 'audit.list', 'audit.facets'];
