import type { PictureMovement, PicturePair } from '../../../core/contract/api/policies.ts';
import type { Format } from '../../format/format.ts';

/** `12 lots, 7 redemptions, 9 allocations between them`. */
export function summaryOf(
  movements: readonly PictureMovement[],
  pairs: readonly PicturePair[],
  { counted }: Pick<Format, 'counted'>,
): string {
  const lots = movements.filter(({ type }) => type === 'earned').length;
  const ids = new Set(movements.map(({ id }) => id));
  const own = pairs.filter(({ earnedId }) => ids.has(earnedId)).length;
  return `${counted(lots, 'lot')}, ${counted(movements.length - lots, 'redemption')}, ${counted(own, 'allocation')} between them`;
}

const MOST_NAMED = 4;

/** One movement in a line: when, how much, what is matched, and with whom. */
export function movementWords(
  { id, type, createdAt, cents, currency }: PictureMovement,
  matched: number,
  pairs: readonly PicturePair[],
  format: Format,
): string {
  const partners = pairs.flatMap(({ earnedId, redeemerId, cents: given }) =>
    earnedId === id
      ? [`${redeemerId} ${format.amount(given)}`]
      : redeemerId === id
        ? [`${earnedId} ${format.amount(given)}`]
        : [],
  );
  const named = partners.slice(0, MOST_NAMED).join(', ');
  const more = partners.length > MOST_NAMED ? ` and ${partners.length - MOST_NAMED} more` : '';
  const whose = type === 'earned' ? 'used by' : 'from';
  return [
    `${type} ${id}`,
    `${format.dayTime(createdAt)}`,
    `${format.amount(cents)}${currency ? ` ${currency}` : ''}`,
    type === 'earned'
      ? `${format.amount(matched)} used, ${format.amount(cents - matched)} left`
      : `${format.amount(matched)} matched`,
    partners.length > 0 ? `${whose} ${named}${more}` : 'no allocation',
  ].join(' · ');
}
