import { hash } from 'node:crypto';
import type { SampleMethod } from './method.ts';

/** Every item has the same chance: those with the smallest digests are drawn. */
export const random = {
  draw({ ids }, size, seed) {
    const ranked = ids.map((id, item) => ({ item, key: hash('sha256', `${seed}:${id}`, 'hex') }));
    ranked.sort((a, b) => (a.key < b.key ? -1 : 1));
    const drawn = ranked.slice(0, size).map(({ item }) => item);
    return {
      picks: drawn.sort((a, b) => a - b).map((item) => ({ item, hits: 1, isAlwaysIn: false })),
      interval: null,
      start: null,
    };
  },
} as const satisfies SampleMethod;
