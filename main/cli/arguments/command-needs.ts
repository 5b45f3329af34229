import {
  ADMINISTER,
  PREPARE,
  REVIEW,
  SIGNED_IN,
  WORK,
  WORK_OR_ADMINISTER,
} from '../../../core/contract/calls/needs.ts';
import type { Needs } from '../../../core/contract/calls/needs.ts';
import type { CloseCommand, Command } from './command.ts';
import type { PeopleCommand } from './people-command.ts';

const OF_CLOSE: Readonly<Partial<Record<CloseCommand['step'], Needs>>> = {
  status: SIGNED_IN,
  'tie-out': SIGNED_IN,
  chart: SIGNED_IN,
  journal: SIGNED_IN,
  expiry: SIGNED_IN,
  pack: SIGNED_IN,
  // It may set terms and charts, as an administrator does.
  record: ADMINISTER,
  prepare: PREPARE,
  review: REVIEW,
  lock: REVIEW,
};

const OF_PEOPLE: Readonly<Partial<Record<PeopleCommand['step'], Needs>>> = {
  list: SIGNED_IN,
  card: SIGNED_IN,
};

/** Who may give a command, as each call says of itself (RULES.md section 16); one that is not here is for administrators. */
const NEEDS: {
  readonly [N in Command['name']]?: (command: Extract<Command, { name: N }>) => Needs;
} = {
  help: () => 'nobody',
  version: () => 'nobody',
  'verify-pack': () => 'nobody',
  history: () => SIGNED_IN,
  show: () => SIGNED_IN,
  sources: () => SIGNED_IN,
  baselines: () => SIGNED_IN,
  anomalies: () => SIGNED_IN,
  // What has come was decided by whoever set it up: the system, which starts this, cannot sign in.
  schedule: ({ step, id }) =>
    step === 'list' ? SIGNED_IN : step === 'run' && id === null ? 'nobody' : ADMINISTER,
  backup: ({ step }) => (step === 'list' || step === 'verify' ? SIGNED_IN : ADMINISTER),
  retention: ({ step }) => (step === 'list' ? SIGNED_IN : ADMINISTER),
  audit: () => SIGNED_IN,
  test: () => WORK_OR_ADMINISTER,
  warehouse: () => WORK,
  reconcile: () => WORK,
  close: (command) => (command.book ? PREPARE : (OF_CLOSE[command.step] ?? WORK)),
  people: (command) =>
    command.step === 'passphrase' && command.person === null
      ? SIGNED_IN
      : (OF_PEOPLE[command.step] ?? ADMINISTER),
};

/** What is also needed for what a step of a close enters beside what it is called after. */
function toEnter({ balances, trialBalance, customerList, record }: CloseCommand): readonly Needs[] {
  const isGiven = balances.length > 0 || trialBalance !== undefined || customerList !== undefined;
  // A record may set terms and charts.
  return [...(isGiven ? [WORK] : []), ...(record === undefined ? [] : [ADMINISTER])];
}

/** Who may give a command: whoever meets each of these. */
export function needsOfCommand(command: Command): readonly Needs[] {
  const needs = NEEDS[command.name] as ((given: Command) => Needs) | undefined;
  const beside = command.name === 'close' ? toEnter(command) : [];
  return [needs?.(command) ?? ADMINISTER, ...beside];
}
