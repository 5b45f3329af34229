import { useState } from 'react';
import type { CallInput } from '../../core/contract/api/api.ts';
import type { AppSettings } from '../../core/contract/api/settings.ts';
import type { Problem } from '../../core/contract/problem.ts';
import { useAction } from '../bridge/api.ts';

export type SettingName = keyof AppSettings;

/** Settings that are kept as soon as they are changed, and what became of the last change. */
export interface SavedSettings {
  readonly save: (change: CallInput<'settings.set'>) => void;
  readonly reset: () => void;
  readonly saving: boolean;
  /** The setting that was saved last, for the word beside it. */
  readonly saved: SettingName | 'all' | null;
  /** What the program said against the last change. */
  readonly refused: { readonly name: SettingName | 'all'; readonly problem: Problem } | null;
}

export function useSavedSettings(): SavedSettings {
  const set = useAction('settings.set', ['settings.get']);
  const reset = useAction('settings.reset', ['settings.get']);
  const [saved, setSaved] = useState<SavedSettings['saved']>(null);
  const [refused, setRefused] = useState<SavedSettings['refused']>(null);
  const answers = (name: SettingName | 'all') => ({
    onSuccess: () => {
      setSaved(name);
      setRefused(null);
    },
    onError: (problem: Problem) => {
      setSaved(null);
      setRefused({ name, problem });
    },
  });
  return {
    save: (change) => set.mutate(change, answers(Object.keys(change)[0] as SettingName)),
    reset: () => reset.mutate({}, answers('all')),
    saving: set.isPending || reset.isPending,
    saved,
    refused,
  };
}
