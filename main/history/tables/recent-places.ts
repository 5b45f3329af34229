import type { HistoryContext } from './history-context.ts';
import { placeWithoutSecrets } from '../../secrets/without-secrets.ts';

/** More than a menu shows. */
const KEPT = 50;

/** The places that a person opened, for the list of recent ones. */
export function recentPlaceFunctions({ prepared, atomically, now }: HistoryContext) {
  /** The latest first; `openedAt` in epoch milliseconds. */
  function recentPlaces(limit = KEPT): { place: string; openedAt: number }[] {
    return prepared<[number], { place: string; openedAt: number }>(
      `SELECT place, opened_at AS openedAt FROM recent_places
       ORDER BY opened_at DESC, place LIMIT ?`,
    ).all(limit);
  }

  /** Puts a place at the head of the list, without credentials. The oldest beyond 50 are dropped. */
  function rememberPlace(place: string, at = now()): void {
    atomically(() => {
      prepared<[string, number]>(
        `INSERT INTO recent_places (place, opened_at) VALUES (?, ?)
         ON CONFLICT (place) DO UPDATE SET opened_at = excluded.opened_at`,
      ).run(placeWithoutSecrets(place), at);
      prepared<[number]>(
        `DELETE FROM recent_places WHERE place NOT IN (
           SELECT place FROM recent_places ORDER BY opened_at DESC, place LIMIT ?)`,
      ).run(KEPT);
    });
  }

  function forgetPlace(place: string): void {
    prepared<[string]>('DELETE FROM recent_places WHERE place = ?').run(placeWithoutSecrets(place));
  }

  return { recentPlaces, rememberPlace, forgetPlace };
}
