import type { RetentionCommand } from './command.ts';
import { RETENTION_STEPS } from './command.ts';
import type { OptionValues } from './options.ts';
import { usage } from './usage.ts';

/** A step of retention, as it was typed. Throws a Problem of kind `usage`. */
export function retentionCommand(
  values: OptionValues,
  [first, ...words]: readonly string[],
): RetentionCommand {
  const step = RETENTION_STEPS.find((one) => one === first);
  if (step === undefined)
    throw usage('retention needs a step.', `Choose one of ${RETENTION_STEPS.join(', ')}.`);
  const [least, most] = WORDS[step];
  if (words.length < least || words.length > most) throw usage(...NEEDS[step]);
  const reason = values.reason?.trim() ?? '';
  if (reason === '' && REASONED.includes(step))
    throw usage(`retention ${step} needs a reason.`, 'State it with --reason.');
  return {
    name: 'retention',
    step,
    words,
    source: values.source,
    period: values.period,
    run: values.run,
    reason,
    by: values.by,
    alone: values.alone ?? false,
    dataDir: values['data-dir'],
    json: values.json ?? false,
  };
}

type Step = RetentionCommand['step'];

/** How many words a step takes: at least, at most. */
const WORDS: Readonly<Record<Step, readonly [number, number]>> = {
  list: [0, 0],
  rule: [2, 2],
  hold: [0, 0],
  release: [1, 1],
  propose: [0, Infinity],
  approve: [1, 1],
  withdraw: [1, 1],
  'carry-out': [1, 1],
};
const A_PROPOSAL = 'Enter its number, as retention list shows it.';
const NEEDS: Readonly<Record<Step, readonly [string, string]>> = {
  list: ['retention list takes no further words.', 'Leave them out.'],
  rule: ['retention rule needs a kind and a time.', 'For example: retention rule trial-runs 30d'],
  hold: [
    'retention hold takes no further words.',
    'Use --run, or --source with or without --period.',
  ],
  release: ['retention release needs one hold.', 'Enter its number, as retention list shows it.'],
  propose: ['', ''],
  approve: ['retention approve needs one proposal.', A_PROPOSAL],
  withdraw: ['retention withdraw needs one proposal.', A_PROPOSAL],
  'carry-out': ['retention carry-out needs one proposal.', A_PROPOSAL],
};
const REASONED: readonly Step[] = ['hold', 'release', 'withdraw'];
