import { deliverySchema } from '../../../core/contract/api/delivery.ts';
import type { Delivery } from '../../../core/contract/api/delivery.ts';
import type { AuditEntry } from './audit.ts';
import type { HistoryContext } from './history-context.ts';
import { parsed } from './history-context.ts';
import { withoutSecrets } from '../../secrets/without-secrets.ts';

/** Beside the settings of the screen, which do not know this name. */
const NAME = 'delivery';

/** Where the files of runs are uploaded to, but for its secret. */
export function deliveryFunctions(
  { prepared, atomically }: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  /** Null where none is set up, or what is stored no longer fits. */
  function delivery(): Delivery | null {
    const value = prepared<[string], string>('SELECT value FROM app_settings WHERE name = ?')
      .pluck()
      .get(NAME);
    return value === undefined ? null : (deliverySchema.safeParse(parsed(value)).data ?? null);
  }

  /**
   * Sets the delivery up, or forgets it with null; audited as `delivery.changed`.
   *
   * @param keys what was done with its secret; never the secret itself.
   */
  function setDelivery(
    given: Delivery | null,
    keys: 'as it was' | 'set' | 'forgotten',
  ): Delivery | null {
    return atomically(() => {
      const before = delivery();
      if (given === null) prepared<[string]>('DELETE FROM app_settings WHERE name = ?').run(NAME);
      else
        prepared<[string, string]>(
          `INSERT INTO app_settings (name, value) VALUES (?, ?)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
        ).run(NAME, JSON.stringify(withoutSecrets(given)));
      appendAudit({ action: 'delivery.changed', detail: { before, after: given, keys } });
      return delivery();
    });
  }

  return { delivery, setDelivery };
}
