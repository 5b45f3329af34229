/**
 * What sets one policy apart from another, as plain data. Whoever sums, lists or verifies a matching
 * reads these and never asks for a policy by its name.
 */
export interface PolicyTraits {
  /** Whether a redemption takes a single lot, or goes on to the next until it is covered. */
  readonly lotsPerRedemption: 'one' | 'many';
  /**
   * Whether a lot that is taken in part stays open with the rest of it. Otherwise a lot belongs to the
   * redemption that took it, however little that was.
   */
  readonly splitsLots: boolean;
  /** Whether pairs can leave something over that is neither an open lot nor an uncovered redemption. */
  readonly leavesVariance: boolean;
}
