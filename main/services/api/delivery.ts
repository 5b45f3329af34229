import type { ApiHandlers, CallOutput, ParsedInput } from '../../../core/contract/api/api.ts';
import type { Delivered, DeliveryView } from '../../../core/contract/api/delivery.ts';
import type { ConnectionReport } from '../../../core/contract/api/places.ts';
import { asProblem, Problem } from '../../../core/contract/problem.ts';
import { rememberSecret } from '../../history/known-secrets.ts';
import type { AppContext } from '../app-context.ts';
import { DELIVERY_SECRET, deliveryAccess } from '../delivery/delivery-access.ts';

type Calls = 'delivery.get' | 'delivery.save' | 'delivery.test' | 'runs.deliver';

/** Setting up where the files of runs are uploaded to, and uploading them. */
export function deliveryHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { root, history, secrets, jobs } = context;

  function view(): DeliveryView | null {
    const delivery = history.delivery();
    return delivery && { ...delivery, secret: secrets.kept(DELIVERY_SECRET) };
  }

  function save({ delivery, secret }: ParsedInput<'delivery.save'>): DeliveryView | null {
    if (secret) rememberSecret(secret);
    const forgotten = delivery === null || secret === null;
    history.setDelivery(delivery, forgotten ? 'forgotten' : secret ? 'set' : 'as it was');
    if (forgotten) secrets.forget(DELIVERY_SECRET);
    else if (secret) secrets.put(DELIVERY_SECRET, secret);
    return view();
  }

  async function test({
    jobId,
    delivery,
    secret,
  }: ParsedInput<'delivery.test'>): Promise<ConnectionReport> {
    const access = await deliveryAccess(context, delivery, secret);
    const job = jobs.track({ jobId, kind: 'test', place: delivery.place });
    // Loaded when wanted, as the S3 client is everywhere.
    const { testDelivery } = await import('../delivery/test-delivery.ts');
    return ended(job, testDelivery(delivery, { access, signal: job.signal }));
  }

  async function deliver({
    runId,
    jobId,
  }: ParsedInput<'runs.deliver'>): Promise<CallOutput<'runs.deliver'>> {
    const delivery = history.delivery();
    if (delivery === null) throw notSetUp();
    const access = await deliveryAccess(context, delivery);
    const job = jobs.track({ jobId, kind: 'deliver', place: delivery.place });
    const { deliverRun } = await import('../delivery/deliver-run.ts');
    return ended<Delivered>(
      job,
      deliverRun(history, root, runId, delivery, {
        access,
        signal: job.signal,
        onProgress: (progress) => job.progress({ step: null, unit: 'bytes', ...progress }),
      }),
    );
  }

  return {
    'delivery.get': view,
    'delivery.save': save,
    'delivery.test': test,
    'runs.deliver': deliver,
  };
}

/** Ends a job with the work that it stands for. */
async function ended<T>(
  job: { readonly end: (thrown?: unknown) => void },
  work: Promise<T>,
): Promise<T> {
  try {
    const done = await work;
    job.end();
    return done;
  } catch (thrown) {
    job.end(asProblem(thrown));
    throw thrown;
  }
}

function notSetUp(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'delivery.not-set-up',
    message: 'It is not set up where files are delivered to.',
    hint: 'Set the delivery up in the settings.',
  });
}
