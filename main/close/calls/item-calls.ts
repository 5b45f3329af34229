import { copyFile } from 'node:fs/promises';
import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { AppContext } from '../../app/app-context.ts';
import { writeExport } from '../../app/export-file.ts';
import { sourcePath } from '../../app/allowed-path.ts';
import { closeView } from '../close-view.ts';
import { enterItemOfException, linkedItems } from '../item-of-exception.ts';
import { keepFile, keptPath } from '../kept-files.ts';
import type { ClosingContext } from '../source-period.ts';

type Calls =
  | 'close.attach'
  | 'close.export-attachment'
  | 'close.item-of-exception'
  | 'close.linked-items';

/** Reconciling items: what is attached to them, and what they were made from. */
export function itemHandlers(
  context: AppContext,
  { sourceOf, at }: ClosingContext,
): Pick<ApiHandlers, Calls> {
  const { root, history, emit } = context;
  return {
    'close.attach': async ({ place }) => keepFile(root, await sourcePath(context, place)),
    'close.export-attachment': async ({ file, target }) => {
      const kept = await keptPath(root, file);
      return writeExport(context, target, `attachment ${file.name}`, async (path) => {
        await copyFile(kept, path);
        return null;
      });
    },
    'close.item-of-exception': async ({ key, item, by, ...of }) => {
      const close = await at(of);
      enterItemOfException(context, close, key, item, by);
      emit('exceptions.changed', { runId: close.run.id });
      return closeView(await at(of));
    },
    'close.linked-items': (of) => linkedItems(history.closeLog(sourceOf(of).id)),
  };
}
