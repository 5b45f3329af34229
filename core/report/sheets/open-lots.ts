import { eachCount, eachMoney, eachText } from '../columns/of-items.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import type { AgeBucket } from '../figures/aging.ts';
import { listSheet } from './sheet.ts';

/** Open lots by age, and by the time until they expire. */
export const openLots = listSheet({
  title: 'Open lots by age',
  items: ({ figures: { byAge, byExpiry } }) => [
    ...byAge,
    ...byExpiry.map((lots) => ({ ...lots, bucket: `expires ${lots.bucket}` })),
  ],
  columns: (): ItemColumns<AgeBucket> => [
    eachText('Currency', ({ currency }) => currency, 10),
    eachText('Open lots', ({ bucket }) => bucket, 24),
    eachCount('Lots', ({ lots }) => lots, 10),
    eachMoney('Amount', ({ cents }) => cents, 16),
  ],
});
