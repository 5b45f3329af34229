import { nameWords } from '../../words/name-words.ts';

/** What finance calls the numbers whose names in the program say something else. */
const FINANCE_WORDS: Readonly<Record<string, string>> = {
  sourceRows: 'rows in the source',
  sourceChecksum: 'checksum of the source',
  filled: 'REDEEMIDs',
  periods: 'months',
  rowsAfterCutOff: 'rows after the cut-off',
  quarantinedRows: 'rows set aside',
  uncovered: 'unapplied',
  untrackedUnused: 'unused in matched lots',
  untrackedUncovered: 'short in matched redemptions',
};

/** A number's name in words, with its currency behind it where there is one: openLots EUR → open lots EUR. */
function numberWords(key: string): string {
  const [name, ...currency] = key.split(' ');
  return [FINANCE_WORDS[name!] ?? nameWords(name!), ...currency].join(' ');
}

/** A number of a check, ready to be shown. */
export type CheckNumber =
  | { readonly name: string; readonly kind: 'count'; readonly value: number }
  /** Cents. */
  | { readonly name: string; readonly kind: 'amount'; readonly value: number }
  | { readonly name: string; readonly kind: 'text'; readonly value: string };

/** The numbers of a check with names in words; amounts come as decimal texts and leave as cents. */
export function checkNumbers(
  numbers: Readonly<Record<string, number | string>>,
): readonly CheckNumber[] {
  return Object.entries(numbers).map(([key, value]) => {
    const name = numberWords(key);
    if (typeof value === 'number') return { name, kind: 'count', value };
    const amount = /^(-?)(\d{1,13})\.(\d\d)$/.exec(value);
    if (!amount) return { name, kind: 'text', value };
    const cents = Number(amount[2]) * 100 + Number(amount[3]);
    return { name, kind: 'amount', value: amount[1] === '-' ? -cents : cents };
  });
}
