import type { LotTrail, TrailMovement } from '../../core/contract/api/grid.ts';

/** A lot with the redemptions that used it, or a redemption with its lots. Cents. */
export interface TrailGroup {
  readonly movement: TrailMovement;
  /** In the order of the allocation ledger. */
  readonly partners: readonly {
    readonly id: string;
    readonly movement: TrailMovement | null;
    readonly cents: number;
  }[];
}

/** The movements of one kind with what they are paired with. */
export function trailGroups(
  { movements, pairs }: Pick<LotTrail, 'movements' | 'pairs'>,
  side: 'lots' | 'redemptions',
): readonly TrailGroup[] {
  const byId = new Map(movements.map((movement) => [movement.id, movement]));
  const partners = new Map<
    string,
    { id: string; movement: TrailMovement | null; cents: number }[]
  >();
  for (const { earnedId, redeemerId, cents } of [...pairs].sort((a, b) => a.seq - b.seq)) {
    const [own, other] = side === 'lots' ? [earnedId, redeemerId] : [redeemerId, earnedId];
    const list = partners.get(own) ?? [];
    list.push({ id: other, movement: byId.get(other) ?? null, cents });
    partners.set(own, list);
  }
  return movements
    .filter(({ type }) => (type === 'earned') === (side === 'lots'))
    .map((movement) => ({ movement, partners: partners.get(movement.id) ?? [] }));
}

/** The page, from 0, on which a movement stands; the first where it is not among them. */
export function pageWith(ids: readonly string[], id: string | undefined, size: number): number {
  const index = id === undefined ? -1 : ids.indexOf(id);
  return index < 0 ? 0 : Math.floor(index / size);
}
