import { CLOSE_STATES } from '../../../core/contract/close/sign-off.ts';
import type { CloseState } from '../../../core/contract/close/sign-off.ts';
import { Pill } from './surfaces.tsx';
import type { Tone } from './surfaces.tsx';

const TONES: Readonly<Record<CloseState, Tone>> = {
  open: 'neutral',
  prepared: 'info',
  reviewed: 'info',
  locked: 'good',
};

/** Where the close of a period stands, in a word and a colour; `named` where nothing around it says of what. */
export function CloseStatePill({ state, named }: { state: CloseState; named?: boolean }) {
  const { title } = CLOSE_STATES[state];
  return <Pill tone={TONES[state]}>{named ? `Close: ${title.toLowerCase()}` : title}</Pill>;
}
