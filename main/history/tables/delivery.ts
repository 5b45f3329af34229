import { deliverySchema } from '../../../core/contract/api/delivery.ts';
import type { Delivery } from '../../../core/contract/api/delivery.ts';
import { keptSetting } from './app-settings.ts';
import type { AuditEntry } from './audit.ts';
import type { HistoryContext } from './history-context.ts';

/** Where the files of runs are uploaded to, but for its secret. */
export function deliveryFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { get: delivery, set } = keptSetting(context, 'delivery', deliverySchema);

  /**
   * Sets the delivery up, or forgets it with null; audited as `delivery.changed`.
   *
   * @param keys what was done with its secret; never the secret itself.
   */
  function setDelivery(
    given: Delivery | null,
    keys: 'as it was' | 'set' | 'forgotten',
  ): Delivery | null {
    return context.atomically(() => {
      const before = delivery();
      set(given);
      appendAudit({ action: 'delivery.changed', detail: { before, after: given, keys } });
      return delivery();
    });
  }

  return { delivery, setDelivery };
}
