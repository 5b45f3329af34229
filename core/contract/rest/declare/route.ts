import { z } from 'zod';
import type { CallInput, CallName, CallOutput } from '../../api/api.ts';
import { SIGNED_IN } from '../../calls/needs.ts';
import type { Needs } from '../../calls/needs.ts';
import type { Scope } from '../../tokens/scopes.ts';

/** What a request says, checked by the schemas of its route. */
export interface Asked<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

/** Makes a call of the API map, as far as answering takes more than one. Throws its Problem. */
export type MakeCall = <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;

/** What all routes declare. */
interface Declared {
  /** The operation's name in the OpenAPI document; once. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'delete';
  /** With its parameters in braces: `/v1/runs/{runId}`. */
  readonly path: string;
  /** By which the documentation groups it. */
  readonly group: string;
  /** What it does, in a line; and what else one has to know of it. */
  readonly summary: string;
  readonly about?: string;
  /** What a token has to be allowed; null: any token that holds. */
  readonly scope: Scope | null;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** Null: it has none. */
  readonly body: z.ZodType | null;
  readonly status: 200 | 202;
}

/** A route that a call of the API map answers. */
export interface CallRoute extends Declared {
  readonly by: 'call';
  readonly output: z.ZodType;
  readonly call: CallName;
  readonly ask: (asked: Asked<never, never, never>, make: MakeCall) => unknown;
  readonly tell: (value: never, asked: Asked<never, never, never>) => unknown;
  /** Where what was begun can be looked at: the header Location. */
  readonly location: ((value: never) => string) | null;
}

/** Media types that an answer comes as. */
type FileTypes = readonly [string, ...string[]];

/** A route with an answer that no call gives: a file, a stream, what the server says of itself. */
export interface OwnRoute extends Declared {
  readonly by: 'server';
  /** The schema of a JSON answer, or the media types of another one. */
  readonly output: z.ZodType | FileTypes;
  /** Who may ask for it. */
  readonly needs: Needs;
}

export type Route = CallRoute | OwnRoute;

const nothing = z.strictObject({});
type Empty = typeof nothing;

interface Given<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType | null> {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly status?: Declared['status'];
}
type Names = Omit<Declared, 'params' | 'query' | 'body' | 'status'>;
type BodyOf<B> = B extends z.ZodType ? z.output<B> : null;

/** Declares a route that a call answers. */
export function route<
  N extends CallName,
  O extends z.ZodType,
  P extends z.ZodObject = Empty,
  Q extends z.ZodObject = Empty,
  B extends z.ZodType | null = null,
>(
  declared: Names &
    Given<P, Q, B> & {
      readonly output: O;
      readonly call: N;
      /** The call's input. */
      ask(
        asked: Asked<z.output<P>, z.output<Q>, BodyOf<B>>,
        make: MakeCall,
      ): CallInput<N> | Promise<CallInput<N>>;
      /** The answer from the call's; what the schema does not name is left out of it. */
      tell(value: CallOutput<N>, asked: Asked<z.output<P>, z.output<Q>, BodyOf<B>>): z.input<O>;
      location?(value: CallOutput<N>): string;
    },
): CallRoute {
  return {
    status: 200,
    ...declared,
    by: 'call',
    params: declared.params ?? nothing,
    query: declared.query ?? nothing,
    body: declared.body ?? null,
    location: declared.location ?? null,
  };
}

/** Declares a route that the server answers itself, by its name. */
export function ownRoute(
  declared: Names &
    Given<z.ZodObject, z.ZodObject, z.ZodType | null> & {
      readonly output: OwnRoute['output'];
      readonly needs?: Needs;
    },
): OwnRoute {
  return {
    status: 200,
    ...declared,
    by: 'server',
    params: declared.params ?? nothing,
    query: declared.query ?? nothing,
    body: declared.body ?? null,
    needs: declared.needs ?? SIGNED_IN,
  };
}
