import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/canonical.ts';
import type { Settings } from '../../../core/contract/settings.ts';

/**
 * What identifies a way of computing: SHA-256 (hex) over the settings and the software version.
 * Every setting counts, because each changes what is written. Where `asOf` is null and the ledger
 * reaches past today, pass the settings with the as-of date resolved: the result depends on it.
 */
export function settingsKey(settings: Settings, version: string): string {
  return createHash('sha256').update(canonicalJson({ settings, version })).digest('hex');
}
