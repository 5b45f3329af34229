import { POLICIES, policyOf } from '../../core/contract/settings.ts';
import type { Policy } from '../../core/contract/settings.ts';
import type { Choice } from '../components/controls/choices.ts';

/** The policies to choose from, in their order. */
export const POLICY_CHOICES: readonly Choice<Policy>[] = POLICIES.map((value) => ({
  value,
  words: policyOf(value).title,
}));
