import type { Delivery } from '../../core/contract/api/delivery.ts';
import type { PlaceSecret, RemoteAccess } from '../../core/contract/api/places.ts';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import { rememberSecret } from '../secrets/known-secrets.ts';
import type { AppContext } from '../app/app-context.ts';
import type { RunTask } from '../runner/messages.ts';
import { plainProblem } from '../secrets/plain-problem.ts';
import { addressOf } from '../sources/remote-access.ts';
import { networkFor } from '../app/network-settings.ts';

/** The name under which the secret of the delivery is kept. */
export const DELIVERY_SECRET = 'delivery';

/**
 * All that it takes to deliver: the secret that is given, else the one that is kept. Throws Problem
 * `delivery.credentials-gone`.
 */
export async function deliveryAccess(
  context: Pick<AppContext, 'history' | 'host' | 'secrets'>,
  { place, s3 }: Delivery,
  given?: PlaceSecret,
): Promise<RemoteAccess> {
  if (given) rememberSecret(given);
  const { secrets } = context;
  const secret = given ?? (await secrets.get(DELIVERY_SECRET));
  if (secret === null && (await secrets.kept(DELIVERY_SECRET)) !== null) throw credentialsGone();
  return { s3, secret, network: await networkFor(context, addressOf(place, s3)) };
}

/** What a run is told of the delivery that follows it; null where none does of itself. */
export async function automaticDelivery(
  context: Pick<AppContext, 'history' | 'host' | 'secrets'>,
): Promise<RunTask['delivery']> {
  const delivery = context.history.delivery();
  if (!delivery?.automatic) return null;
  try {
    return { delivery, access: await deliveryAccess(context, delivery) };
  } catch (thrown) {
    // It is no reason not to reconcile; it is told when the run has ended.
    return { problem: plainProblem(asProblem(thrown)) };
  }
}

function credentialsGone(): Problem {
  return new Problem({
    kind: 'delivery-failed',
    code: 'delivery.credentials-gone',
    message:
      'The saved keys for the delivery are no longer available: they were kept only until the program ended, or in another user’s keychain.',
    hint: 'Enter them again in the settings.',
  });
}
