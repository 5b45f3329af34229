import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CloseAction } from '../../../core/close/states/actions.ts';
import type { ClosingHistory } from '../../close/closed-run.ts';
import { checkCharts } from '../../close/chart-versions.ts';
import { entryFiles } from '../../close/entry-files.ts';
import { expiryText } from '../../close/expiry-text.ts';
import { comparedCustomers } from '../../close/imported.ts';
import { bookEntries, periodClose, rowsAfterLock, takeStep } from '../../close/period-close.ts';
import type { PeriodClose } from '../../close/period-close.ts';
import { dataFolder, historyFile } from '../../data-folder/data-folder.ts';
import { systemUser } from '../../history/audit/session.ts';
import { openHistory } from '../../history/history.ts';
import type { CloseCommand } from '../arguments/command.ts';
import { usage } from '../arguments/usage.ts';
import { closeJson } from './close-json.ts';
import { closeText } from './close-text.ts';
import { enteredBy } from './entered.ts';
import { itemStep } from './item-step.ts';
import { packStep } from './pack-step.ts';
import { sampleStep } from './sample-step.ts';
import type { CloseTold } from './close-told.ts';

/** Takes a step of the close of a period, and answers what is to be printed. Throws Problems. */
export async function closeStep(command: CloseCommand): Promise<string> {
  const root = dataFolder(command.dataDir);
  const { by } = command;
  const history = openHistory(historyFile(root), by === undefined ? {} : { actor: by });
  const context: ClosingHistory = { root, history };
  try {
    const source = history.sourceNamed(command.source);
    if (source === null)
      throw usage(
        `There is no source ${command.source}.`,
        'List the sources with: npm run reconcile -- sources',
      );
    const entries = await enteredBy(root, command);
    checkCharts(history.closeLog(source.id), entries);
    if (entries.length > 0) history.logClose(source.id, command.period, entries);
    if (command.step === 'pack') return await packStep(context, source, command);
    const before = await periodClose(context, source, command.period);
    if (command.step === 'sample') return await sampleStep(context, before, command);
    const files = await act(context, command, before);
    history.appendAudit({
      action: 'close.opened',
      detail: { sourceId: source.id, period: command.period },
    });
    const now = await periodClose(context, source, command.period);
    const told: CloseTold = {
      ...now,
      later: await rowsAfterLock(context, now),
      customers: await comparedCustomers(root, now),
      files,
    };
    return command.json ? `${JSON.stringify(closeJson(told))}\n` : closeText(command.step, told);
  } finally {
    history.close();
  }
}

/** Does what the step is about; returns the paths of the files that it has written. */
async function act(
  context: ClosingHistory,
  command: CloseCommand,
  at: PeriodClose,
): Promise<readonly string[]> {
  const { step, reason, by, layout, out, book } = command;
  const name = context.history.whoActs(by ?? systemUser());
  if (step === 'item') await itemStep(context, at, command);
  if (step === 'journal') {
    // As they are before they are booked: afterwards there is nothing left to post.
    const which = at.close.toBook.length > 0 ? 'to-book' : 'booked';
    const files =
      layout === null ? [] : await writeFiles(out ?? '.', entryFiles(at, layout, which).files);
    if (book) bookEntries(context, at, name);
    return files;
  }
  if (step === 'expiry' && out !== undefined)
    return writeFiles(out, [{ name: `expiry-${at.run.period}.csv`, text: expiryText(at).text }]);
  const action = actionOf(step, reason);
  if (action !== null) takeStep(context, at, action, name, Date.now());
  return [];
}

function actionOf(step: CloseCommand['step'], reason: string): CloseAction | null {
  if (step === 'reopen') return { is: step, reason };
  return step === 'prepare' || step === 'review' || step === 'lock' ? { is: step } : null;
}

/** Writes files beside each other in a folder; returns their paths. */
async function writeFiles(
  folder: string,
  files: readonly { readonly name: string; readonly text: string | Uint8Array }[],
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const { name, text } of files) {
    const path = join(folder, name);
    await writeFile(path, text);
    paths.push(path);
  }
  return paths;
}
