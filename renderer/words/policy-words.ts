import { POLICIES, policyOf } from '../../core/contract/settings.ts';
import type { Policy } from '../../core/contract/settings.ts';
import type { Choice } from '../components/controls/choices.ts';

/** A policy's title; its own name where it has since been retired. */
export function policyTitle(policy: string): string {
  const known = POLICIES.find((one) => one === policy);
  return known === undefined ? policy : policyOf(known).title;
}

/** The policies to choose from, in their order. */
export const POLICY_CHOICES: readonly Choice<Policy>[] = POLICIES.map((value) => ({
  value,
  words: policyOf(value).title,
}));
