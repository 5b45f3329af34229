import { MOST_BREAKS } from '../../../core/contract/audit/verdict.ts';
import type { AuditBreak, BreakKind } from '../../../core/contract/audit/verdict.ts';

/** Where breaks are collected. */
export interface BreakList {
  add(kind: BreakKind, what: BreakFacts): void;
  readonly breaks: readonly AuditBreak[];
  /** How many there are in all, listed or not. */
  count(): number;
}

export interface BreakFacts {
  readonly entry?: number | null;
  readonly runId?: string | null;
  readonly message: string;
  /** What makes it another break once more is changed. */
  readonly as?: string;
}

export function breakList(): BreakList {
  const breaks: AuditBreak[] = [];
  let count = 0;
  return {
    breaks,
    count: () => count,
    add(kind, { entry = null, runId = null, message, as = '' }) {
      count++;
      if (breaks.length >= MOST_BREAKS) return;
      breaks.push({ id: `${kind} ${message} ${as}`.trim(), kind, entry, runId, message });
    },
  };
}

/** A sentence begins with a capital. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
