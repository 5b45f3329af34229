import { useState } from 'react';
import type { CallInput } from '../../core/contract/api/api.ts';
import type { DeliveryView } from '../../core/contract/api/delivery.ts';
import { useAction } from '../bridge/api.ts';
import { secretToTest } from '../components/credentials/credentials-form.ts';
import { useToast } from '../components/overlays/toasts.tsx';
import { useConnectionTest } from '../places/connection-test.ts';
import { deliveryFormOf, readDeliveryForm } from './delivery-form.ts';
import type { DeliveryForm } from './delivery-form.ts';

/** The delivery as it is typed, until it is saved as a whole. */
export function useEditedDelivery(view: DeliveryView | null) {
  const toast = useToast();
  const [edited, setEdited] = useState<DeliveryForm | null>(null);
  const [tried, setTried] = useState(false);
  const { mutate, reset, error, isPending } = useAction('delivery.save', ['delivery.get']);
  const test = useConnectionTest('delivery.test');
  const form = edited ?? deliveryFormOf(view);
  const reading = readDeliveryForm(form, view?.secret ?? null);

  const keep = (delivery: CallInput<'delivery.save'>, told: string): void =>
    mutate(delivery, {
      onSuccess: () => {
        setEdited(null);
        setTried(false);
        toast(told);
      },
    });
  const change = (next: DeliveryForm): void => {
    setEdited(next);
    test.forget();
    reset();
  };
  const tryIt = (): void => {
    setTried(true);
    if (reading.kind === 'wrong') return;
    const secret = secretToTest(reading.secret);
    test.begin({ delivery: reading.delivery, ...(secret && { secret }) });
  };
  const save = (): void => {
    setTried(true);
    if (reading.kind === 'wrong') return;
    const { delivery, secret } = reading;
    keep({ delivery, ...(secret !== undefined && { secret }) }, 'Delivery saved.');
  };
  const remove = (): void => {
    test.forget();
    keep({ delivery: null, secret: null }, 'Runs are no longer delivered.');
  };
  return {
    form,
    /** What is wrong in the form, once somebody has tried to use it. */
    wrong: tried && reading.kind === 'wrong' ? reading : null,
    unsaved: edited !== null,
    saving: isPending,
    problem: error,
    test,
    change,
    tryIt,
    save,
    remove,
  };
}
