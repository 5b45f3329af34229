import { REQUIREMENT_WORDS } from '../../contract/close/sign-off.ts';
import type { RequirementId } from '../../contract/close/sign-off.ts';
import type { TieOutLine } from '../../contract/close/tie-out.ts';
import { decimalText } from '../../ledger/money.ts';
import type { FluxLine } from '../flux/flux.ts';
import type { Journal } from '../journal/journal.ts';
import { isTiedOut } from '../tie-out/tie-out.ts';

/** What there is of a close before it is prepared. */
export interface Readiness {
  /** All checks of the run hold. */
  readonly isVerified: boolean;
  readonly tieOut: readonly TieOutLine[];
  readonly journal: Journal;
  /** Entries, of breakage too, that are made and not booked. */
  readonly toBook: number;
  /** Exceptions at or above the materiality that nobody has decided. */
  readonly undecided: number;
  /** Lines that want an explanation and have none. */
  readonly unexplained: readonly FluxLine[];
}

const plural = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${many}`;

/** What has to be so before a period can be prepared: a sentence on what is in the way, null where nothing is. */
const MISSING: Readonly<Record<RequirementId, (readiness: Readiness) => string | null>> = {
  verified: ({ isVerified }) => (isVerified ? null : 'The run is not verified.'),
  'tied-out': ({ tieOut }) =>
    isTiedOut(tieOut)
      ? null
      : tieOut.length === 0
        ? 'There is nothing to tie out: name the account and give its balance.'
        : `Not tied out: ${tieOut
            .filter(({ isTied }) => !isTied)
            .map(untiedWords)
            .join('; ')}.`,
  entries({ journal }) {
    if (!journal.isComplete)
      return `${plural(journal.unmapped.length, 'amount has', 'amounts have')} no account.`;
    const wrong = journal.proofs.filter(({ agrees }) => !agrees);
    if (wrong.length === 0) return null;
    const places = wrong.map(({ period, currency }) => `${period} ${currency}`.trim());
    return `The entries do not change the liability as the roll-forward does: ${places.join(', ')}.`;
  },
  booked: ({ toBook }) =>
    toBook === 0 ? null : `${plural(toBook, 'entry is', 'entries are')} not booked.`,
  exceptions: ({ undecided }) =>
    undecided === 0
      ? null
      : `${plural(undecided, 'material exception is', 'material exceptions are')} not decided.`,
  flux: ({ unexplained }) =>
    unexplained.length === 0
      ? null
      : `${plural(unexplained.length, 'line wants', 'lines want')} an explanation.`,
};

/** What is missing, in the order of the requirements; empty where the period can be prepared. */
export function missingFor(
  readiness: Readiness,
): readonly { readonly id: RequirementId; readonly sentence: string }[] {
  return (Object.keys(REQUIREMENT_WORDS) as RequirementId[]).flatMap((id) => {
    const sentence = MISSING[id](readiness);
    return sentence === null ? [] : [{ id, sentence }];
  });
}

function untiedWords({ account, currency, company, unexplained }: TieOutLine): string {
  const place = [account, currency, company].filter((part) => part !== '').join(' ');
  return unexplained === null
    ? `${place} has no balance`
    : `${place} leaves ${decimalText(unexplained)} unexplained`;
}
