import { SIGNED_PARTS } from '../../contract/close/sign-off.ts';
import type {
  CloseEvent,
  CloseStanding,
  Signature,
  Signed,
  SignedPart,
} from '../../contract/close/sign-off.ts';

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
