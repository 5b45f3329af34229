import type { Settings } from '../../contract/settings.ts';
import { Problem } from '../../contract/problem.ts';

/**
 * Why a file that is said to be a later one is refused where nothing of its source was reconciled.
 *
 * @param likely the source that has most of its rows, and which share of that source's they are, 0 to 1.
 */
export function nothingStands(
  increment: Exclude<Settings['increment'], 'auto' | 'off'>,
  likely: { readonly name: string; readonly share: number } | null = null,
): Problem {
  const said = increment === 'new-rows' ? 'only new rows' : 'the whole ledger again';
  const elsewhere =
    likely === null
      ? ''
      : ` ${Math.round(likely.share * 100)} % of the rows of the source ${likely.name} are in this file.`;
  return new Problem({
    kind: 'usage',
    code: 'increment.nothing-stands',
    message: `The file is marked as ${said}, but nothing of its source has been reconciled yet.${elsewhere} Nothing was published.`,
    hint:
      likely === null
        ? 'Choose the source it belongs to (--source NAME), or reconcile the whole ledger first (--increment auto).'
        : `Choose that source if the file belongs to it (--source ${JSON.stringify(likely.name)}), or reconcile the file as a separate ledger (--increment off).`,
    details: likely === null ? {} : { source: likely.name },
  });
}
