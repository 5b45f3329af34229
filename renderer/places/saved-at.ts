import type { SavedSource } from '../../core/contract/api/sources.ts';
import { useCall } from '../bridge/api.ts';
import { shownPlace } from './place-form.ts';

/** The source that is set up for a place; null where none is, undefined until that is known. */
export function useSavedAt(place: string): SavedSource | null | undefined {
  const { data: sources } = useCall('sources.list', {});
  return sources && savedAt(sources, place);
}

export function savedAt(sources: readonly SavedSource[], place: string): SavedSource | null {
  return (
    sources.find((source) => source.place === place || source.place === shownPlace(place)) ?? null
  );
}
