import { readFileSync } from 'node:fs';
import { holidaysIn } from '../../../core/contract/schedules/holidays.ts';
import { scheduleDraftSchema } from '../../../core/contract/schedules/schedule.ts';
import { durationOf, wholeNumber } from './amounts.ts';
import { SCHEDULE_STEPS } from './command.ts';
import type { ScheduleCommand } from './command.ts';
import type { OptionValues } from './options.ts';
import { usage } from './usage.ts';

/** What is asked of schedules. Throws a Problem of kind `usage` in words that name the option. */
export function scheduleCommand(values: OptionValues, words: readonly string[]): ScheduleCommand {
  const [word, idText, ...rest] = words;
  const step = SCHEDULE_STEPS.find((one) => one === word);
  if (step === undefined || rest.length > 0)
    throw usage(
      word === undefined ? 'schedule needs a step.' : `schedule has no step ${words.join(' ')}.`,
      `Choose one of ${SCHEDULE_STEPS.join(', ')}.`,
    );
  const id = idText === undefined ? null : Number(idText);
  if (id !== null && (!Number.isSafeInteger(id) || !(step === 'remove' || step === 'run')))
    throw usage(`${idText} is no schedule.`, 'List the schedules with: schedule list');
  if (step === 'remove' && id === null)
    throw usage(
      'schedule remove needs a schedule.',
      'Enter its number as listed by schedule list.',
    );
  return {
    name: 'schedule',
    step,
    id,
    draft: step === 'add' ? draftOf(values) : null,
    dataDir: values['data-dir'],
    json: values.json ?? false,
  };
}

function draftOf(values: OptionValues): NonNullable<ScheduleCommand['draft']> {
  const { source, when } = values;
  if (source === undefined) throw usage('No source was named.', 'Name it with --source NAME.');
  if (when === undefined)
    throw usage('No time was named.', 'Name it with --when "1st at 02:00", for example.');
  const draft = scheduleDraftSchema.omit({ sourceId: true }).safeParse({
    name: values.name ?? source,
    when,
    zone: values.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    calendar: values.holidays === undefined ? {} : { holidays: holidaysOf(values.holidays) },
    ...(values.period !== undefined && { period: values.period }),
    ...(values.policy !== undefined && { policy: values.policy }),
    ...(values.wait !== undefined && { waitMinutes: Math.ceil(durationOf(values.wait) / 60_000) }),
    ...(values.missed !== undefined && { missed: values.missed }),
    ...(values.retries !== undefined && {
      retries: wholeNumber('--retries', values.retries, 0, 10),
    }),
    deliver: !(values['no-delivery'] ?? false),
  });
  if (draft.success) return { source, draft: draft.data };
  const [issue] = draft.error.issues;
  throw usage(
    `The schedule is not valid (${String(issue?.path[0] ?? '')}): ${issue?.message ?? ''}.`,
    'Run with --help to see the options.',
  );
}

function holidaysOf(path: string): readonly string[] {
  try {
    return holidaysIn(readFileSync(path, 'utf8'));
  } catch {
    throw usage(
      `The file ${path} cannot be read.`,
      'Name a list with a day a line, or an .ics file.',
    );
  }
}
