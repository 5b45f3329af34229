import { SIGNED_PARTS } from '../../contract/close/sign-off.ts';
import type { CloseEvent, CloseState, Signed, SignedPart } from '../../contract/close/sign-off.ts';

type Signature = Exclude<CloseEvent, { is: 'reopened' }>;

/** Where the close of a period stands. */
export interface CloseStanding {
  readonly state: CloseState;
  /** Those that count: of the preparer, then of the reviewer, then of who locked it. */
  readonly signatures: readonly Signature[];
  /**
   * What is no longer as it was signed, in the order of the parts: the signatures are suspended until it is so
   * again, or the period is prepared anew. Empty where nothing has changed.
   */
  readonly changed: readonly SignedPart[];
}

/** Where a close stands after what was done to it, with its parts as they are `now` (RULES.md section 13). */
export function closeStanding(events: readonly CloseEvent[], now: Signed): CloseStanding {
  let signatures: Signature[] = [];
  for (const event of events) {
    if (event.is === 'reopened') signatures = [];
    else if (event.is === 'prepared') signatures = [event];
    else signatures = [...signatures, event];
  }
  const parts = Object.keys(SIGNED_PARTS) as SignedPart[];
  const changed = parts.filter((part) =>
    signatures.some(({ signed }) => signed[part] !== now[part]),
  );
  return { state: signatures.at(-1)?.is ?? 'open', signatures, changed };
}
