import { EARNED } from '../../ledger/ledger.ts';
import { EVERY, oddCell } from '../rule/planted.ts';
import type { MovementRule } from '../rule/movement-rule.ts';

/** Credit that never expires is rare; more often its date was lost. */
export const expiryBlank = {
  code: 'row.expiry-blank',
  severity: 'warning',
  title: 'An earned row has no EXPIREDAT',
  remedy: 'Fill in the expiry date if the lot has one.',
  field: 'EXPIREDAT',
  finds: ({ hasExpiry, type, expiresAt }, r) =>
    hasExpiry && type[r] === EARNED && Number.isNaN(expiresAt[r]!),
  withoutField: 'The sheet has no column EXPIREDAT, so no lot has an expiry date',
  table: ({ type, expires }) => `${type} = 'earned' AND ${expires} IS NULL`,
  planted: () => [oddCell('EXPIREDAT', null, EVERY)],
} satisfies MovementRule;
