import { TIME_STATES } from '../../core/contract/schedules/schedule.ts';
import type { TimeState } from '../../core/contract/schedules/schedule.ts';
import { Pill } from '../components/surfaces/surfaces.tsx';
import type { Tone } from '../components/surfaces/surfaces.tsx';

const TONES: Readonly<Record<TimeState, Tone>> = {
  due: 'info',
  running: 'info',
  waiting: 'info',
  retry: 'warn',
  done: 'good',
  halted: 'warn',
  failed: 'bad',
  late: 'bad',
  missed: 'warn',
};

/** How it stands with a time. */
export function StatePill({ state }: { state: TimeState }) {
  return <Pill tone={TONES[state]}>{TIME_STATES[state].words}</Pill>;
}
