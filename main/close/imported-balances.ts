import { basename } from 'node:path';
import { importTrialBalance } from '../../core/close/imports/trial-balance.ts';
import type { CloseEntry } from '../../core/contract/close/close-log.ts';
import type { BalanceSign } from '../../core/contract/close/tie-out.ts';
import { fingerprint } from '../../core/source/fingerprint.ts';
import { openSource } from '../../core/source/open-source.ts';

/** The balances that the file of a trial balance has, with its name and checksum. Throws as the import does. */
export async function balancesIn(
  path: string,
  sign: BalanceSign,
): Promise<Extract<CloseEntry, { readonly is: 'balances' }>> {
  const source = await openSource(path);
  try {
    const { sha256 } = await fingerprint(path);
    const balances = [...(await importTrialBalance(source, sign))];
    return { is: 'balances', balances, file: { name: basename(path), sha256 } };
  } finally {
    await source.close();
  }
}
