import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { closeEntrySchema } from '../../../core/contract/close/close-log.ts';
import type { CloseEntry } from '../../../core/contract/close/close-log.ts';
import { balancesIn, customerListIn } from '../../close/imported.ts';
import { checkKept } from '../../close/kept-files.ts';
import type { CloseCommand } from '../arguments/command.ts';
import { usage } from '../arguments/usage.ts';

/** What the command enters in the log before anything else. */
export async function enteredBy(
  root: string,
  { balances, trialBalance, customerList, sign, as, record, step, entry, isReversed }: CloseCommand,
): Promise<readonly CloseEntry[]> {
  const entries: CloseEntry[] = [];
  if (trialBalance !== undefined) {
    const found = await balancesIn(root, trialBalance, sign, as);
    entries.push({ ...found, balances: [...found.balances, ...balances] });
  } else if (balances.length > 0) {
    entries.push({ is: 'balances', balances: [...balances], file: null });
  }
  if (customerList !== undefined) entries.push(await customerListIn(root, customerList, as));
  if (step === 'reverse') entries.push({ is: 'reversal', entry: entry!, isWanted: isReversed });
  if (record !== undefined) entries.push(...(await recorded(record)));
  await checkKept(root, entries);
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
