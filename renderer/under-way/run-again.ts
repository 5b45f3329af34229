import { useMemo } from 'react';
import type { S3Access } from '../../core/contract/api/places.ts';
import type { RunView } from '../../core/contract/api/runs.ts';
import type { Settings } from '../../core/contract/settings.ts';
import { useCall } from '../bridge/api.ts';
import { namesPeriod } from '../places/pattern.ts';
import { accessOfNotes, placeKind, rememberedAccess } from '../places/place-form.ts';
import type { Chosen } from '../frame/open-places.tsx';
import { useSavedAt } from '../places/saved-at.ts';
import { settingsAgain } from './settings-again.ts';
import type { StartRequest } from './work-under-way.ts';

/** Where the interface remembers how S3 places were reached: region and profile, never a secret. */
export const S3_ACCESS_KEY = 'walk.s3-access';

export function useRememberedAccess(): Readonly<Record<string, S3Access>> {
  const { data } = useCall('prefs.get', { key: S3_ACCESS_KEY });
  return useMemo(() => rememberedAccess(data ?? null), [data]);
}

/**
 * The place that a run was asked for, a pattern where it was chosen by one, and how it is reached: as the source
 * is set up now, else by the run's notes, else as it is remembered.
 */
export function usePlaceOfRun({ run }: Pick<RunView, 'run'>): Chosen {
  const access = useRememberedAccess();
  const { asked: place } = run;
  const saved = useSavedAt(place);
  const dated = namesPeriod(place) && run.period !== null ? { period: run.period } : {};
  if (placeKind(place) !== 's3' || saved) return { place, ...dated };
  const s3 = accessOfNotes(run.notes) ?? access[place];
  return { place, ...dated, ...(s3 && { s3 }) };
}

/**
 * The request for the same file of the same source with the same settings, some of them changed. Where
 * a run that is gone through step by step has halted, the next one waits after each step too.
 */
export function useRequestLike(
  view: Pick<RunView, 'run' | 'stepByStep'>,
): (changes: Partial<Settings>, force?: boolean) => StartRequest {
  const { place, s3 } = usePlaceOfRun(view);
  const until = view.stepByStep && view.run.status === 'halted' ? 'validate' : null;
  return (changes, force = false) => ({
    place,
    ...(s3 && { s3 }),
    source: { kind: 'known', id: view.run.sourceId },
    settings: { ...settingsAgain(view.run), ...changes },
    force,
    until,
  });
}
