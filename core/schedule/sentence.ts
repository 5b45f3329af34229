import type { ScheduleDraft } from '../contract/schedules/schedule.ts';
import { policyTitle } from '../contract/settings.ts';
import { counted } from '../counted.ts';
import { periodRule } from './period-rules.ts';
import { timingOf } from './timings/timings.ts';

/** What a schedule does, as a person would say it. */
export function scheduleSentence(draft: ScheduleDraft, source: string): string {
  const { when, zone, period, waitMinutes, policy, checklist, deliver } = draft;
  const timing = timingOf(when)?.words ?? `at “${when}”`;
  const then = [
    ...(checklist ? ['lists what the close still needs'] : []),
    ...(deliver ? ['delivers the files as the settings say'] : []),
  ];
  return [
    `Reconciles ${source} ${timing} (${zone}), for ${periodRule(period)?.words ?? period}`,
    ...(policy === null ? [] : [`, by the policy ${policyTitle(policy)}`]),
    waitMinutes > 0 ? `. Waits for the file for up to ${duration(waitMinutes)}` : '',
    then.length > 0 ? `. Then it ${then.join(' and ')}.` : '.',
  ].join('');
}

function duration(minutes: number): string {
  const [days, hours, rest] = [
    Math.floor(minutes / 1440),
    Math.floor((minutes % 1440) / 60),
    minutes % 60,
  ];
  return [
    ...(days > 0 ? [counted(days, 'day')] : []),
    ...(hours > 0 ? [counted(hours, 'hour')] : []),
    ...(rest > 0 ? [counted(rest, 'minute')] : []),
  ].join(' ');
}
