import { POLICIES, policyOf } from '../../core/contract/settings.ts';

/** A policy's title; its own name where it has since been retired. */
export function policyTitle(policy: string): string {
  const known = POLICIES.find((one) => one === policy);
  return known === undefined ? policy : policyOf(known).title;
}
