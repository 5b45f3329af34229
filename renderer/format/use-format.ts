import { useMemo } from 'react';
import { DEFAULT_APP_SETTINGS } from '../../core/contract/api/settings.ts';
import type { AppSettings } from '../../core/contract/api/settings.ts';
import { useCall } from '../bridge/api.ts';
import { formatOf } from './format.ts';
import type { Format } from './format.ts';

/** The settings in force; the defaults until they are known. */
export function useSettings(): AppSettings {
  return useCall('settings.get', {}, { staleTime: Infinity }).data ?? DEFAULT_APP_SETTINGS;
}

export function useFormat(): Format {
  const { dateFormat, numberFormat, negatives } = useSettings();
  return useMemo(
    () => formatOf({ dateFormat, numberFormat, negatives }),
    [dateFormat, numberFormat, negatives],
  );
}
