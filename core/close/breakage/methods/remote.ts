import type { BreakageMethod } from './method.ts';

const remoteOf: BreakageMethod['breakage'] = ({ expired, open, age }, remoteAfterMonths) =>
  expired + (age >= remoteAfterMonths ? open : 0);

/**
 * No breakage is expected, so it is income only when the likelihood that it is redeemed becomes remote (ASC
 * 606-10-55-48, IFRS 15 B46): when it has expired, and when it is as old as that.
 */
export const remote: BreakageMethod = { breakage: remoteOf, recognised: remoteOf };
