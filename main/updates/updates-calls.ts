import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { UpdateDesk } from './update-desk.ts';

type Calls =
  | 'updates.get'
  | 'updates.look'
  | 'updates.download'
  | 'updates.stopDownload'
  | 'updates.install';

/** Newer versions of the program. */
export function updateHandlers(desk: UpdateDesk): Pick<ApiHandlers, Calls> {
  return {
    'updates.get': () => desk.view(),
    'updates.look': () => desk.look(),
    'updates.download': () => desk.download(),
    'updates.stopDownload': () => desk.stopDownload(),
    'updates.install': ({ now }) => desk.installAtEnd(now),
  };
}
