import { isBusinessDay } from './business-days.ts';
import { onDays, withTime } from './timing.ts';
import type { TimingWords } from './timing.ts';

/** Every night, every day, every business day. */
export const daily: TimingWords = {
  examples: ['nightly', 'daily at 06:30', 'business days at 07:00'],
  read(text) {
    const night = withTime(text, 'nightly|night|daily|day');
    if (night) return onDays(`at ${night.time} every day`, night.time, () => true);
    const business = withTime(text, 'business days?|working days?');
    return business && onDays(`at ${business.time} on business days`, business.time, isBusinessDay);
  },
};
