import type { RunRecord } from '../run.ts';
import { policyTitle } from '../settings.ts';
import { settingsWords } from './settings-words.ts';
import type { SettingFormat } from './settings-words.ts';

/** Something that two runs were asked for, or worked on, in different ways. */
export interface ComparedSetting {
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

/** What the two runs were asked to do and worked on, where that differs. */
export function comparedSettings(
  a: RunRecord,
  b: RunRecord,
  format: SettingFormat,
): readonly ComparedSetting[] {
  const facts = (run: RunRecord): readonly (readonly [string, string])[] => [
    ['Location', run.place],
    ['SHA-256 of the source', run.sha256 ?? 'Not fetched'],
    ['Period', run.period ?? 'The whole ledger'],
    ['Matching policy', policyTitle(run.policy)],
    ['Revision', String(run.revision)],
    ['Software version', run.softwareVersion],
    ...settingsWords(run.settings, format)
      .filter(({ name }) => name !== 'Matching policy' && name !== 'Period')
      .map(({ name, value }) => [name, value] as const),
  ];
  const others = facts(b);
  return facts(a).flatMap(([name, value], place) => {
    const other = others[place]![1];
    return value === other ? [] : [{ name, a: value, b: other }];
  });
}
