import type { RunRecord } from '../../core/contract/run.ts';
import type { Format } from '../format/format.ts';
import { settingsWords } from '../words/settings-snapshot.ts';
import { policyTitle } from '../words/policy-words.ts';

export interface Difference {
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

/** What the two runs were asked to do and worked on, where that differs. */
export function differencesOf(
  a: RunRecord,
  b: RunRecord,
  format: Pick<Format, 'amount' | 'dayNamed'>,
): readonly Difference[] {
  const facts = (run: RunRecord): readonly (readonly [string, string])[] => [
    ['Place', run.place],
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
