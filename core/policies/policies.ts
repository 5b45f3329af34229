import { exact } from './exact.ts';
import { oneToOne } from './one-to-one.ts';
import type { DeclaredPolicy } from './policy.ts';
import { wholeLot } from './whole-lot.ts';

/** All policies, in the order in which they are offered and compared. The first is the default. */
const DECLARED = [oneToOne, wholeLot, exact] as const;

export type Policy = (typeof DECLARED)[number]['id'];

/** The names of all policies. */
export const POLICIES: readonly Policy[] = DECLARED.map(({ id }) => id);
export const DEFAULT_POLICY: Policy = DECLARED[0].id;

const BY_ID = Object.fromEntries(DECLARED.map((policy) => [policy.id, policy])) as Readonly<
  Record<Policy, DeclaredPolicy & { readonly id: Policy }>
>;

/** What a policy declares. */
export function policyOf(id: Policy): DeclaredPolicy & { readonly id: Policy } {
  return BY_ID[id];
}

/** A policy's title; its own name where it has since been retired. */
export function policyTitle(policy: string): string {
  return DECLARED.find(({ id }) => id === policy)?.title ?? policy;
}
