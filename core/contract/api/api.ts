import type { z } from 'zod';
import type { ProblemValue } from '../problem.ts';
import type { Call } from '../calls/call.ts';
import { anomalyCalls } from '../anomalies/anomaly-calls.ts';
import { auditCalls } from '../audit/audit-calls.ts';
import { baselineCalls } from '../baselines/baseline-calls.ts';
import { backupCalls } from '../backup/backup-calls.ts';
import { peopleCalls } from '../people/people-calls.ts';
import { changedRowCalls } from './changed-rows.ts';
import { closeCalls } from './close.ts';
import { dashboardCalls } from './dashboard.ts';
import type { ApiEventName, ApiEvents } from './events.ts';
import { deliveryCalls } from './delivery.ts';
import { exceptionCalls } from './exceptions.ts';
import { gridCalls } from './grid.ts';
import { policyCalls } from './policies.ts';
import { runCalls } from './runs.ts';
import { retentionCalls } from '../keeping/retention.ts';
import { settingsCalls } from './settings.ts';
import { shellCalls, updateCalls } from './shell.ts';
import { scheduleCalls } from '../schedules/schedule-calls.ts';
import { sourceCalls } from './sources.ts';

/**
 * Every call that the interface can make. The Electron preload and the loopback server are generated
 * from it; a call that is not here does not exist.
 */
export const API = {
  ...shellCalls,
  ...updateCalls,
  ...sourceCalls,
  ...runCalls,
  ...changedRowCalls,
  ...policyCalls,
  ...gridCalls,
  ...exceptionCalls,
  ...dashboardCalls,
  ...baselineCalls,
  ...anomalyCalls,
  ...closeCalls,
  ...deliveryCalls,
  ...auditCalls,
  ...retentionCalls,
  ...backupCalls,
  ...peopleCalls,
  ...scheduleCalls,
  ...settingsCalls,
} as const;

export type CallName = keyof typeof API;
export const CALL_NAMES = Object.keys(API) as readonly CallName[];

/** What the interface passes: names with a default may be left out. */
export type CallInput<N extends CallName> = z.input<(typeof API)[N]['input']>;
/** What a handler gets: checked, with the defaults filled in. */
export type ParsedInput<N extends CallName> = z.output<(typeof API)[N]['input']>;
export type CallOutput<N extends CallName> =
  (typeof API)[N] extends Call<z.ZodType, infer Output> ? Output : never;

export type ApiHandlers = {
  readonly [N in CallName]: (input: ParsedInput<N>) => CallOutput<N> | Promise<CallOutput<N>>;
};

/** How an answer crosses the boundary: never as a stack trace. */
export type ApiReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: ProblemValue };

/** An event as it crosses the boundary. */
export type ApiEvent = {
  readonly [E in ApiEventName]: { readonly name: E; readonly payload: ApiEvents[E] };
}[ApiEventName];

/** What a host puts at the interface's disposal, as `window.thrive`. */
export interface ApiBridge {
  call(name: CallName, input: unknown): Promise<ApiReply>;
  /** Returns the way to stop listening. */
  onEvent(listener: (event: ApiEvent) => void): () => void;
  /** The path of a dropped file; null where the host only gets its bytes. */
  pathOf(file: File): string | null;
  /** Hands a file's bytes to the program and gives the place it is kept at; null where paths do. */
  readonly upload: ((file: File, onProgress: (share: number) => void) => Promise<string>) | null;
}
