import type { BreakageMethod } from './method.ts';

/**
 * Expected breakage is income in proportion to the pattern of what customers redeem (ASC 606-10-55-48, IFRS 15
 * B46): 100.00 earned, 10 % breakage, 45.00 redeemed of the 90.00 that will be: 5.00. Where nothing will be redeemed
 * at all there is no pattern to wait for.
 */
export const proportional: BreakageMethod = {
  breakage: ({ earned, ultimate }) => earned - ultimate,
  recognised: ({ earned, ultimate, spent }) =>
    ultimate === 0 ? earned : ((earned - ultimate) * spent) / ultimate,
};
