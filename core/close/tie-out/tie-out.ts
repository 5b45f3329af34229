import type {
  BalancePlace,
  GlBalance,
  ReconcilingItem,
  TiedAccount,
  TieOutLine,
} from '../../contract/close/tie-out.ts';
import { openItems } from './items.ts';
import type { SubLedgerBalance } from './sub-ledger.ts';

/** What a tie-out is made from. */
export interface TieOutInput {
  /** `YYYY-MM-DD`: the day at whose end both sides are stated. */
  readonly asOf: string;
  /** `YYYY-MM-DD`: the first day of the period. */
  readonly periodStart: string;
  readonly accounts: readonly TiedAccount[];
  /** Of any accounts; those that nothing is tied to take no part. */
  readonly gl: readonly GlBalance[];
  readonly subLedger: readonly SubLedgerBalance[];
  readonly items: readonly ReconcilingItem[];
}

/**
 * The general ledger beside the sub-ledger, account by account (RULES.md section 8): every balance of an account
 * that is tied, every balance of the sub-ledger and every open item is in one line. In the order of accounts,
 * currencies and companies.
 */
export function tieOut(input: TieOutInput): readonly TieOutLine[] {
  const { accounts, asOf, periodStart } = input;
  const tied = new Set(accounts.map(({ account }) => account));
  const gl = inCurrenciesOf(
    input.subLedger,
    input.gl.filter(({ account }) => tied.has(account)),
  );
  const items = inCurrenciesOf(input.subLedger, openItems(input.items, asOf, periodStart));
  const byCompany = new Set(
    gl.filter(({ company }) => company !== '').map((balance) => wholeKey(balance)),
  );
  const placeOf = ({ account, currency, company }: BalancePlace): BalancePlace => ({
    account,
    currency,
    company: byCompany.has(wholeKey({ account, currency })) ? company : '',
  });
  const lines = new Map<string, TieOutLine>();
  const put = (at: BalancePlace, change: (line: TieOutLine) => Partial<TieOutLine>): void => {
    const place = placeOf(at);
    const key = JSON.stringify([place.account, place.currency, place.company]);
    const line = lines.get(key) ?? emptyLine(place, accounts);
    lines.set(key, { ...line, ...change(line) });
  };
  for (const balance of gl) put(balance, (line) => ({ gl: (line.gl ?? 0) + balance.cents }));
  for (const balance of input.subLedger)
    put(balance, (line) => ({ subLedger: line.subLedger + balance.cents }));
  for (const item of items)
    put(item, (line) => ({ items: [...line.items, item], explained: line.explained + item.cents }));
  return [...lines.keys()].sort().map((key) => judged(lines.get(key)!));
}

/** Whether every line is tied, and there is one: without a balance nothing is. */
export function isTiedOut(lines: readonly TieOutLine[]): boolean {
  return lines.length > 0 && lines.every(({ isTied }) => isTied);
}

function emptyLine(place: BalancePlace, accounts: readonly TiedAccount[]): TieOutLine {
  const of = accounts.find(({ account }) => account === place.account);
  return {
    ...place,
    gl: null,
    subLedger: 0,
    difference: null,
    items: [],
    explained: 0,
    unexplained: null,
    threshold: of?.thresholdCents ?? 0,
    isTied: false,
  };
}

function judged(line: TieOutLine): TieOutLine {
  if (line.gl === null) return line;
  const difference = line.gl - line.subLedger;
  const unexplained = difference - line.explained;
  return { ...line, difference, unexplained, isTied: Math.abs(unexplained) <= line.threshold };
}

/**
 * What is said of the general ledger in the currencies of the sub-ledger: where that names none, and all of what
 * is said is of one currency, that is its; where it has a single one, whatever names none is of that.
 */
function inCurrenciesOf<Of extends BalancePlace>(
  subLedger: readonly SubLedgerBalance[],
  said: readonly Of[],
): readonly Of[] {
  const own = new Set(subLedger.map(({ currency }) => currency));
  if (own.size !== 1) return said;
  const only = [...own][0]!;
  const named = new Set(said.map(({ currency }) => currency).filter((currency) => currency !== ''));
  if (only === '') return named.size > 1 ? said : said.map((one) => ({ ...one, currency: '' }));
  return said.map((one) => (one.currency === '' ? { ...one, currency: only } : one));
}

function wholeKey({ account, currency }: Pick<BalancePlace, 'account' | 'currency'>): string {
  return JSON.stringify([account, currency]);
}
