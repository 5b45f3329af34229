import type { ScheduleDraft } from '../../core/contract/schedules/schedule.ts';
import { Problem } from '../../core/contract/problem.ts';
import { periodRule } from '../../core/schedule/period-rules.ts';
import { timingOf, TIMING_EXAMPLES } from '../../core/schedule/timings/timings.ts';
import { isZone } from '../../core/schedule/zone.ts';

/** Throws Problems `schedule.when`, `schedule.zone`, `schedule.period` for a draft that says nothing that is known. */
export function checkDraft({ when, zone, period }: ScheduleDraft): void {
  if (timingOf(when) === null)
    throw refused(
      'schedule.when',
      `“${when}” does not say when.`,
      `Write it like one of these: ${TIMING_EXAMPLES.join(' · ')}.`,
    );
  if (!isZone(zone))
    throw refused(
      'schedule.zone',
      `There is no time zone ${zone}.`,
      'Choose one such as Europe/Berlin.',
    );
  if (periodRule(period) === null)
    throw refused(
      'schedule.period',
      `There is no rule ${period} for a period.`,
      'Choose one of the list.',
    );
}

function refused(
  code: 'schedule.when' | 'schedule.zone' | 'schedule.period',
  message: string,
  hint: string,
): Problem {
  return new Problem({ kind: 'usage', code, message, hint });
}
