import type { ApiToken } from '../../../core/contract/tokens/api-token.ts';
import type { History } from '../../history/history.ts';
import type { Application } from '../../program/application.ts';
import type { EventStream } from '../../loopback/event-stream.ts';
import type { EndedJobs } from './ended-jobs.ts';

/** What the routes of the API share. */
export interface RestContext {
  /** The data folder, absolute. */
  readonly root: string;
  readonly application: Application;
  readonly history: History;
  readonly ended: EndedJobs;
  readonly events: EventStream;
  readonly now: () => number;
  /** Takes what a person should not see. */
  readonly log: (fault: unknown) => void;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose request it is; there once it has passed the guard. */
    token: ApiToken | null;
  }
}
