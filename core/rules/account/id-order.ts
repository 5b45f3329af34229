import { idText } from '../../ledger/ids.ts';
import type { AccountRule } from '../rule/account-rule.ts';
import { earned, EVERY } from '../rule/planted.ts';

/** TRANS_IDs usually rise with time; where one falls, the time is what counts. */
export const idOrder = {
  code: 'ledger.id-order',
  severity: 'info',
  title: 'TRANS_ID order contradicts CREATEDAT order',
  remedy: 'No action needed; movements are ordered by CREATEDAT.',
  field: 'TRANS_ID',
  once: false,
  finds: ({ createdAt, idRank }, _balance, r, before) =>
    before >= 0 && createdAt[r]! > createdAt[before]! && idRank[r]! < idRank[before]!,
  value: ({ ledger: { id } }, _balance, r) => idText(id.pool, id.values[r]!),
  says: ({ ledger: { id } }, _balance, r) =>
    `TRANS_ID ${idText(id.pool, id.values[r]!)} is lower than that of an earlier movement of the customer`,
  planted: (at) => [
    {
      formats: EVERY,
      rows: [earned(at, 700, { TRANS_ID: at.id(1) }), { TRANS_ID: at.id(0), found: 'TRANS_ID' }],
    },
  ],
} satisfies AccountRule;
