import type { ExceptionCode } from '../../contract/exceptions.ts';

/** Grounds by kind of exception, all light enough for black text. */
export const EXCEPTION_FILLS: Readonly<Record<ExceptionCode, string>> = {
  'redemption.unmatched': 'FFF8CBAD',
  'redemption.partly-matched': 'FFFCE4D6',
  'variance.untracked': 'FFFFF2CC',
  'expired.out-of-order': 'FFE4DFEC',
  'balance.negative': 'FFF4B6B6',
  'order.orphan': 'FFDDEBF7',
  'row.quarantined': 'FFD9D9D9',
  'row.backdated': 'FFE2EFDA',
  'row.changed': 'FFD9EAD3',
};

export const OPEN_FILL = 'FFEDEDED';
export const PASSED_FILL = 'FFE2EFDA';
export const FAILED_FILL = 'FFF4B6B6';
