import type { FastifyReply } from 'fastify';
import type { CallInput, CallName, CallOutput } from '../../../core/contract/api/api.ts';
import { Problem } from '../../../core/contract/problem.ts';
import type { Asked, CallRoute, MakeCall } from '../../../core/contract/rest/declare/route.ts';
import { dispatch } from '../../program/dispatch.ts';
import type { RestContext } from './rest-context.ts';

/** Makes calls as the interface does; a problem is thrown. */
function makeCalls({ application, log }: Pick<RestContext, 'application' | 'log'>): MakeCall {
  return async <N extends CallName>(name: N, input: CallInput<N>) => {
    const answer = await dispatch(application, name, input, log);
    if (!answer.ok) throw new Problem(answer.problem);
    return answer.value as CallOutput<N>;
  };
}

/** Answers a route by its call: what its schema names, and nothing else. Throws the call's Problem. */
export async function answerCall(
  context: RestContext,
  route: CallRoute,
  asked: Asked<unknown, unknown, unknown>,
  reply: FastifyReply,
): Promise<unknown> {
  const make = makeCalls(context);
  const input = await route.ask(asked as never, make);
  const value = await make(route.call, input as never);
  if (route.location) void reply.header('location', route.location(value as never));
  void reply.code(route.status);
  return route.output.parse(route.tell(value as never, asked as never));
}
