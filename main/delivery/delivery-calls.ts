import type { ApiHandlers, CallOutput, ParsedInput } from '../../core/contract/api/api.ts';
import type { DeliveryView } from '../../core/contract/api/delivery.ts';
import type { ConnectionReport } from '../../core/contract/api/places.ts';
import { meaningOf } from '../../core/contract/problem-codes.ts';
import { Problem } from '../../core/contract/problem.ts';
import { rememberSecret, rememberSecretsWithin } from '../secrets/known-secrets.ts';
import { placeWithoutSecrets } from '../secrets/without-secrets.ts';
import type { AppContext } from '../app/app-context.ts';
import { DELIVERY_SECRET, deliveryAccess } from './delivery-access.ts';

type Calls = 'delivery.get' | 'delivery.save' | 'delivery.test' | 'runs.deliver';

/** Setting up where the files of runs are uploaded to, and uploading them. */
export function deliveryHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { root, history, secrets, jobs } = context;

  async function view(): Promise<DeliveryView | null> {
    const delivery = history.delivery();
    return delivery && { ...delivery, secret: await secrets.kept(DELIVERY_SECRET) };
  }

  async function save({
    delivery,
    secret,
  }: ParsedInput<'delivery.save'>): Promise<DeliveryView | null> {
    if (secret) rememberSecret(secret);
    if (delivery) refuseSecretsIn(delivery.place);
    const forgotten = delivery === null || secret === null;
    history.setDelivery(delivery, forgotten ? 'forgotten' : secret ? 'set' : 'as it was');
    if (forgotten) secrets.forget(DELIVERY_SECRET);
    else if (secret) await secrets.put(DELIVERY_SECRET, secret);
    return view();
  }

  async function test({
    jobId,
    delivery,
    secret,
  }: ParsedInput<'delivery.test'>): Promise<ConnectionReport> {
    refuseSecretsIn(delivery.place);
    const access = await deliveryAccess(context, delivery, secret);
    return jobs.during({ jobId, kind: 'test', place: delivery.place }, async ({ signal }) => {
      // Loaded when wanted, as the S3 client is everywhere.
      const { testDelivery } = await import('./test-delivery.ts');
      return testDelivery(delivery, { access, signal });
    });
  }

  async function deliver({
    runId,
    jobId,
  }: ParsedInput<'runs.deliver'>): Promise<CallOutput<'runs.deliver'>> {
    const delivery = history.delivery();
    if (delivery === null) throw notSetUp();
    const access = await deliveryAccess(context, delivery);
    return jobs.during({ jobId, kind: 'deliver', place: delivery.place }, async (job) => {
      const { deliverRun } = await import('./upload/deliver-run.ts');
      return deliverRun(history, root, runId, delivery, {
        access,
        signal: job.signal,
        onProgress: (progress) => job.progress({ step: null, ...progress }),
      });
    });
  }

  return {
    'delivery.get': view,
    'delivery.save': save,
    'delivery.test': test,
    'runs.deliver': deliver,
  };
}

/** Keys and signatures are no part of an S3 address, and would be stored and shown with it. */
function refuseSecretsIn(place: string): void {
  rememberSecretsWithin(place);
  const shown = placeWithoutSecrets(place);
  if (shown === place) return;
  throw new Problem({
    kind: 'usage',
    code: 'delivery.address',
    message: `The address of ${shown} contains keys or a signature, which do not belong in an S3 address.`,
    hint: 'Write it as s3://bucket/folder, and enter keys in their own fields.',
  });
}

function notSetUp(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'delivery.not-set-up',
    message: meaningOf('delivery.not-set-up'),
    hint: 'Set up the delivery in Settings.',
  });
}
