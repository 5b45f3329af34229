import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { importCustomerList } from '../../../core/close/imports/customer-list.ts';
import type { CloseAction } from '../../../core/close/states/actions.ts';
import { compareCustomers } from '../../../core/close/tie-out/customers.ts';
import { customerBalances } from '../../../core/close/tie-out/sub-ledger.ts';
import { closeEntrySchema } from '../../../core/contract/close/close-log.ts';
import type { CloseEntry } from '../../../core/contract/close/close-log.ts';
import { openSource } from '../../../core/source/open-source.ts';
import type { ClosingHistory } from '../../close/closed-run.ts';
import { entryFiles } from '../../close/entry-files.ts';
import { expiryText } from '../../close/export-calls.ts';
import { balancesIn } from '../../close/imported-balances.ts';
import { bookEntries, periodClose, rowsAfterLock, takeStep } from '../../close/period-close.ts';
import type { PeriodClose } from '../../close/period-close.ts';
import { dataFolder, historyFile } from '../../data-folder/data-folder.ts';
import { openHistory, userName } from '../../history/history.ts';
import type { CloseCommand } from '../arguments/command.ts';
import { usage } from '../arguments/usage.ts';
import { closeJson } from './close-json.ts';
import { closeText } from './close-text.ts';
import { packStep } from './pack-step.ts';
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
    const entries = await enteredBy(command);
    if (entries.length > 0) history.logClose(source.id, command.period, entries);
    if (command.step === 'pack') return await packStep(context, source, command);
    const before = await periodClose(context, source, command.period);
    const files = await act(context, command, before);
    const now = await periodClose(context, source, command.period);
    const told: CloseTold = {
      ...now,
      later: await rowsAfterLock(context, now),
      customers: await comparedCustomers(command, now),
      files,
    };
    return command.json ? `${JSON.stringify(closeJson(told))}\n` : closeText(command.step, told);
  } finally {
    history.close();
  }
}

/** What the command enters in the log before anything else. */
async function enteredBy(command: CloseCommand): Promise<readonly CloseEntry[]> {
  const { balances, trialBalance, sign, record } = command;
  const entries: CloseEntry[] = [];
  if (trialBalance !== undefined) {
    const found = await balancesIn(trialBalance, sign);
    entries.push({ ...found, balances: [...found.balances, ...balances] });
  } else if (balances.length > 0) {
    entries.push({ is: 'balances', balances: [...balances], file: null });
  }
  if (record !== undefined) entries.push(...(await recorded(record)));
  return entries;
}

const recordedSchema = z.array(closeEntrySchema);

/** The entries in a file. What is booked or signed is not entered so: it follows from what is done. */
async function recorded(path: string): Promise<readonly CloseEntry[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw usage(`${basename(path)} cannot be read: ${String(error)}.`, 'Check the path.');
  });
  const found = recordedSchema.safeParse(jsonOf(text));
  if (!found.success)
    throw usage(
      `${basename(path)} is no list of entries: ${z.prettifyError(found.error).split('\n')[0]!}.`,
      'core/contract/close/close-log.ts says what an entry is.',
    );
  const done = found.data.find(({ is }) => is === 'event' || is === 'booked');
  if (done !== undefined)
    throw usage(
      `${basename(path)} has an entry “${done.is}”, which is not entered by hand.`,
      'Use close journal --book, prepare, review, lock or reopen.',
    );
  return found.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The customers of whom the platform says something else; null where nobody asks. */
async function comparedCustomers(
  { customerList }: CloseCommand,
  { run }: PeriodClose,
): Promise<CloseTold['customers']> {
  if (customerList === undefined) return null;
  const source = await openSource(customerList);
  try {
    const own = customerBalances(run.ledger);
    // A list that names no currency can only be of the one that there is.
    const only = own[0]?.currency ?? '';
    return compareCustomers(await importCustomerList(source, only), own);
  } finally {
    await source.close();
  }
}

/** Does what the step is about; returns the paths of the files that it has written. */
async function act(
  context: ClosingHistory,
  { step, reason, by, layout, out, book }: CloseCommand,
  at: PeriodClose,
): Promise<readonly string[]> {
  const name = by ?? userName();
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
