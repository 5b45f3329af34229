import { randomBytes } from 'node:crypto';

/**
 * An id for a run started at `at` (epoch milliseconds): `20261124-104233-7f3a9c`. In UTC, so that
 * ids sort by time over a change of the clocks.
 */
export function newRunId(at: number, random: Uint8Array = randomBytes(3)): string {
  const [day, time] = new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T');
  return `${day}-${time}-${Buffer.from(random.subarray(0, 3)).toString('hex')}`;
}
