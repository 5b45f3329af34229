import { randomUUID } from 'node:crypto';
import type { ApiEvent } from '../../core/contract/api/api.ts';
import { calendarOf } from '../history/kept-reading.ts';
import type { AppContext } from '../app/app-context.ts';
import { cacheBytes } from '../places/fetch/fetch-cache.ts';
import { fetchPlace } from '../places/fetch/fetch-place.ts';
import { monthOfPattern } from '../places/remote/place-pattern.ts';
import { startRun } from '../runs/start-run.ts';
import { accessTo } from '../sources/remote-access.ts';
import type { Carried, Carrier, ScheduledRun } from './scheduled-run.ts';

/** Runs as the window starts them, so that they show there and can be cancelled. */
export function programCarrier(
  context: AppContext,
  onEvent: (listener: (event: ApiEvent) => void) => () => void,
): Carrier {
  const { root, history } = context;
  return {
    async look({ place, s3, sourceId, period }) {
      await fetchPlace(place, {
        root,
        access: await accessTo(context, place, { s3 }),
        period: monthOfPattern(period, calendarOf(history, sourceId)),
        cacheBytes: cacheBytes(history.appSettings()),
        waitMs: 0,
      });
    },
    async carry(run) {
      const jobId = randomUUID();
      const ended = Promise.withResolvers<Carried>();
      const stop = onEvent((event) => {
        if (event.name === 'job.ended' && event.payload.jobId === jobId)
          ended.resolve(event.payload);
      });
      context.onClose(() => ended.resolve({ outcome: 'interrupted', runId: null, problem: null }));
      try {
        await startRun(context, inputOf(run, jobId), { deliver: run.deliver });
        return await ended.promise;
      } finally {
        stop();
      }
    },
  };
}

function inputOf({ place, s3, settings, sourceId }: ScheduledRun, jobId: string) {
  return {
    jobId,
    place,
    s3,
    settings,
    source: { kind: 'known' as const, id: sourceId },
    readingIsWhole: false,
    until: null,
    force: false,
    waitMinutes: 0,
  };
}
