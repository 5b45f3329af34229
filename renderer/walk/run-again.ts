import { useMemo } from 'react';
import type { Place, S3Access } from '../../core/contract/api/places.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import type { Settings } from '../../core/contract/settings.ts';
import { useCall } from '../bridge/api.ts';
import { accessOfNotes, placeKind, rememberedAccess } from '../places/place-form.ts';
import type { StartRequest } from './work-under-way.ts';

/** Where the interface remembers how S3 places were reached: region and profile, never a secret. */
export const S3_ACCESS_KEY = 'walk.s3-access';

export function useRememberedAccess(): Readonly<Record<string, S3Access>> {
  const { data } = useCall('prefs.get', { key: S3_ACCESS_KEY });
  return useMemo(() => rememberedAccess(data ?? null), [data]);
}

/** The place of a run and how it was reached: by the run's notes, else as it is remembered. */
export function usePlaceOfRun({ place, notes }: Pick<RunRecord, 'place' | 'notes'>): Place {
  const access = useRememberedAccess();
  if (placeKind(place) !== 's3') return { place };
  const s3 = accessOfNotes(notes) ?? access[place];
  return { place, ...(s3 && { s3 }) };
}

/** The request for the same source with the same settings, some of them changed. */
export function useRequestLike(
  run: RunRecord,
): (changes: Partial<Settings>, force?: boolean) => StartRequest {
  const place = usePlaceOfRun(run);
  return (changes, force = false) => ({
    ...place,
    settings: { ...run.settings, ...changes },
    force,
    until: null,
  });
}
