import type { ParsedInput } from '../../core/contract/api/api.ts';
import type { ConnectionReport, RemoteAccess } from '../../core/contract/api/places.ts';
import { asProblem } from '../../core/contract/problem.ts';
import { placeWithoutSecrets, withoutSecrets } from '../secrets/without-secrets.ts';
import { sourcePath } from '../app/allowed-path.ts';
import type { AppContext } from '../app/app-context.ts';
import { isRemote } from '../places/remote/place-kind.ts';
import { accessTo, patternMonthOf } from './remote-access.ts';

/** Tests the way to a source with what is kept for it; credentials that are gone are a step of it. */
export async function testSource(
  context: AppContext,
  input: ParsedInput<'sources.test'>,
): Promise<ConnectionReport> {
  const { jobId, place: given } = input;
  const place = isRemote(given) ? given : await sourcePath(context, given);
  const period = patternMonthOf(context, place, input.period);
  const job = { jobId, kind: 'test', place: placeWithoutSecrets(place) } as const;
  return context.jobs.during(job, async ({ signal }) => {
    let access: RemoteAccess;
    try {
      access = await accessTo(context, place, input);
    } catch (thrown) {
      const { code, message: words, hint } = asProblem(thrown);
      const step = { step: 'credentials', outcome: 'failed', words, hint, code } as const;
      return { ok: false, steps: [step], object: null, choice: null };
    }
    // Loaded when wanted, with the client of S3.
    const { testConnection } = await import('./test-connection.ts');
    return withoutSecrets(await testConnection(place, { access, period, signal }));
  });
}
