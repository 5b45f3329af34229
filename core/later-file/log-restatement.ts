import { counted } from '../counted.ts';
import type { FindingLog } from '../contract/findings.ts';
import { decimalText } from '../ledger/money.ts';
import type { Restatement } from './restatement.ts';

/** Logs each month that was reported and is another one now. */
export function logRestatement(
  { months }: Pick<Restatement, 'months'>,
  sheet: string,
  findings: FindingLog,
): void {
  for (const month of months)
    findings.add('period.restated', { sheet, value: month.month, what: restatedWords(month) });
}

/** A month that was reported, and by how much it is another one now. */
function restatedWords(month: Restatement['months'][number]): string {
  const { currency, customers, rematched } = month;
  const parts = (['earned', 'spent', 'expired', 'closing'] as const).flatMap((name) =>
    month[name] === 0 ? [] : [`${name} ${month[name] > 0 ? '+' : ''}${decimalText(month[name])}`],
  );
  if (customers > 0) parts.push(counted(customers, 'customer'));
  if (rematched > 0) parts.push(`${counted(rematched, 'redemption')} rematched`);
  return `${month.month}${currency === '' ? '' : ` in ${currency}`} is restated: ${parts.join(', ')}`;
}
