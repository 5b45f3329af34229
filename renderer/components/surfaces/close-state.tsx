import { changedWords, closeWords } from '../../../core/contract/close/sign-off.ts';
import type { CloseState, CloseToday } from '../../../core/contract/close/sign-off.ts';
import { Pill } from './surfaces.tsx';
import type { Tone } from './surfaces.tsx';

const TONES: Readonly<Record<CloseState, Tone>> = {
  open: 'neutral',
  prepared: 'info',
  reviewed: 'info',
  locked: 'good',
};

/**
 * Where the close of a period stands, in a word and a colour, and whether its signatures are suspended, with what has
 * changed as its description; `named` where nothing around it says of what.
 */
export function CloseStatePill({ close, named }: { close: CloseToday; named?: boolean }) {
  const isSuspended = close.changed.length > 0;
  const words = closeWords(close);
  return (
    <span title={isSuspended ? changedWords(close) : undefined}>
      <Pill tone={isSuspended ? 'warn' : TONES[close.state]}>
        {named ? `Close: ${words.toLowerCase()}` : words}
      </Pill>
    </span>
  );
}
