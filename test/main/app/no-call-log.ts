import type { CallLog } from '../../../main/app/call-log.ts';

/** For answers whose entries in the audit log do not matter. */
export const noCallLog: CallLog = {
  answered: () => undefined,
  refused: () => undefined,
  flush: () => undefined,
};
