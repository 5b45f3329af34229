import { createHash } from 'node:crypto';
import type { Settings } from '../../../core/contract/settings.ts';

/**
 * What identifies a way of computing: SHA-256 (hex) over the settings and the software version.
 * Every setting counts, because each changes what is written. Where `asOf` is null and the ledger
 * reaches past today, pass the settings with the as-of date resolved: the result depends on it.
 */
export function settingsKey(settings: Settings, version: string): string {
  return createHash('sha256').update(canonicalJson({ settings, version })).digest('hex');
}

/** JSON with the names of every object in code point order, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
