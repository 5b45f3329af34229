import type { ClosePanelProps, ClosePart } from '../frame/close-part.ts';
import { LaterRows } from './later-rows.tsx';
import { NextStep } from './next-step.tsx';
import { Reopenings } from './reopenings.tsx';
import { Signatures } from './signatures.tsx';

export const signOffPart: ClosePart = {
  id: 'sign-off',
  title: 'Sign-off',
  clears: [],
  Panel: SignOff,
};

/** Who prepared, reviewed and locked the period; what comes next; when it was reopened; and what came after the lock. */
function SignOff(props: ClosePanelProps) {
  return (
    <>
      <NextStep {...props} />
      <Signatures standing={props.view.standing} />
      {props.view.reopenings.length > 0 && <Reopenings of={props.view.reopenings} />}
      {props.isLocked && <LaterRows view={props.view} />}
    </>
  );
}
