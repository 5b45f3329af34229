import type { LiabilityProof } from '../../../core/contract/close/journal.ts';
import type { Format } from '../../format/format.ts';

/** A proof in a sentence: what the entries do to the liability, and what the roll-forward says. */
export function proofSentence(
  { period, currency, booked, posted, movement, agrees }: LiabilityProof,
  { amount }: Pick<Format, 'amount'>,
): string {
  const money = (cents: number): string =>
    `${amount(Math.abs(cents))}${currency === '' ? '' : ` ${currency}`}`;
  const change = (cents: number): string =>
    cents === 0
      ? 'leave the liability as it is'
      : `${cents > 0 ? 'raise' : 'lower'} the liability by ${money(cents)}`;
  const net = booked + posted;
  const entries = `${period}: the entries ${change(net)}`;
  return agrees
    ? `${entries}, which is the movement of the roll-forward.`
    : `${entries}, but the roll-forward moved by ${amount(movement)}${currency === '' ? '' : ` ${currency}`}: they differ by ${money(net - movement)}.`;
}
