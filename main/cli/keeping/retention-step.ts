import type { Held } from '../../../core/contract/keeping/keeping-log.ts';
import { KEPT_KIND_NAMES, keepSchema } from '../../../core/contract/keeping/kept-kinds.ts';
import type { Keep } from '../../../core/contract/keeping/kept-kinds.ts';
import { dataFolder, historyFile } from '../../data-folder/data-folder.ts';
import { acquireLock } from '../../data-folder/lock.ts';
import { systemUser } from '../../history/audit/session.ts';
import { openHistory } from '../../history/history.ts';
import type { History } from '../../history/history.ts';
import { carryOut } from '../../keeping/carry-out.ts';
import {
  approve,
  hold,
  propose,
  release,
  setRule,
  withdraw,
} from '../../keeping/retention-steps.ts';
import { retentionView } from '../../keeping/retention-view.ts';
import type { RetentionCommand } from '../arguments/command.ts';
import { usage } from '../arguments/usage.ts';
import { retentionText } from './retention-text.ts';

/** Takes a step of retention, and answers what is to be printed. Throws Problems. */
export async function retentionStep(command: RetentionCommand): Promise<string> {
  const root = dataFolder(command.dataDir);
  const { by } = command;
  const history = openHistory(historyFile(root), by === undefined ? {} : { actor: by });
  try {
    await act(root, history, command);
    if (command.step === 'list') history.appendAudit({ action: 'keeping.opened' });
    const view = await retentionView({ root, history }, Date.now());
    return command.json ? `${JSON.stringify(view)}\n` : retentionText(view);
  } finally {
    history.close();
  }
}

async function act(root: string, history: History, command: RetentionCommand): Promise<void> {
  const { step, words, reason, alone } = command;
  const by = history.whoActs(command.by ?? systemUser());
  switch (step) {
    case 'list':
      return;
    case 'rule':
      setRule(history, kindOf(words[0]!), keepOf(words[1]!), by);
      return;
    case 'hold':
      hold(history, heldOf(history, command), reason, by);
      return;
    case 'release':
      release(history, numberOf(words[0]!), reason, by);
      return;
    case 'propose':
      await propose({ root, history }, words.length === 0 ? null : words, by, Date.now());
      return;
    case 'approve':
      approve(history, numberOf(words[0]!), by, alone);
      return;
    case 'withdraw':
      withdraw(history, numberOf(words[0]!), reason, by);
      return;
    case 'carry-out': {
      const lock = await acquireLock(root, { waitMs: 0, command: 'delete what is past its time' });
      try {
        const proposal = numberOf(words[0]!);
        await carryOut({ root, history }, { proposal, by, now: Date.now });
      } finally {
        lock.release();
      }
    }
  }
}

function heldOf(
  history: Pick<History, 'sourceNamed'>,
  { run, source: name, period }: RetentionCommand,
): Held {
  if (run !== undefined && name === undefined) return { is: 'run', run };
  const source = name === undefined ? null : history.sourceNamed(name);
  if (run !== undefined || source === null)
    throw usage(
      'retention hold needs a run or a source.',
      'Name a run with --run, or a source with --source, as `sources` lists it; --period narrows it down.',
    );
  return period === undefined
    ? { is: 'source', sourceId: source.id }
    : { is: 'period', sourceId: source.id, period };
}

function kindOf(text: string) {
  const kind = KEPT_KIND_NAMES.find((one) => one === text);
  if (kind) return kind;
  throw usage(`There is no kind ${text}.`, `Choose one of ${KEPT_KIND_NAMES.join(', ')}.`);
}

/** `7y`, `30d` or `always`. */
function keepOf(text: string): Keep {
  if (text === 'always') return { unit: 'always' };
  const [, count, unit] = /^(\d{1,5})(d|y)$/.exec(text) ?? [];
  const read = keepSchema.safeParse({
    unit: unit === 'd' ? 'days' : 'years',
    count: Number(count),
  });
  if (read.success) return read.data;
  throw usage(`${text} is not a time to keep something.`, 'Write it as 30d, 7y or always.');
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw usage(`${text} is not a number of an entry.`, 'Enter it as retention list shows it.');
}
