import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Problem } from '../../core/contract/problem.ts';
import { ROUTES } from '../../core/contract/rest/routes.ts';
import type { Asked, OwnRoute, Route } from '../../core/contract/rest/declare/route.ts';
import { asSession } from '../history/audit/session.ts';
import { answerCall } from './request/answer-call.ts';
import { assertScope } from './guard.ts';
import { once } from './request/once.ts';
import { OWN_ANSWERS } from './own/own-answers.ts';
import type { RestContext } from './request/rest-context.ts';

/** Registers every route that is declared. */
export function serveRoutes(server: FastifyInstance, context: RestContext): void {
  for (const route of ROUTES)
    server.route({
      method: route.method.toUpperCase(),
      url: route.path.replace(/\{(\w+)\}/g, ':$1'),
      onRequest: async (request) => assertScope(request.token!, route.scope),
      handler: (request, reply) => answered(context, route, request, reply),
    });
}

/** Answers a request as its token's: what it leaves in the audit log bears the name of that. */
function answered(
  context: RestContext,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { id, name } = request.token!;
  return asSession({ id, address: `API, token ${name}` }, async () => {
    const said = asked(route, request);
    if (route.by === 'server') {
      context.application.admit(route.needs);
      const value = await own(route)(context, said, request, reply);
      return 'parse' in route.output ? route.output.parse(value) : value;
    }
    const answer = (): Promise<unknown> => answerCall(context, route, said, reply);
    return route.method === 'post'
      ? once(context, request, reply, JSON.stringify(said), answer)
      : answer();
  });
}

function own({ id }: OwnRoute) {
  const answer = OWN_ANSWERS[id];
  if (!answer) throw new Error(`Nothing answers ${id}.`);
  return answer;
}

/** What a request says, by the schemas of its route. Throws Problem `api.invalid-input`. */
function asked(
  { params, query, body }: Route,
  request: FastifyRequest,
): Asked<unknown, unknown, unknown> {
  return {
    params: checked(params, request.params, 'path'),
    query: checked(query, request.query, 'query'),
    body: body && checked(body, request.body, 'body'),
  };
}

function checked(schema: z.ZodType, value: unknown, where: string): unknown {
  const { success, data, error } = schema.safeParse(value ?? {});
  if (success) return data;
  const [first] = error.issues;
  const place = [where, ...(first?.path ?? []).map(String)].join('.').slice(0, 200);
  throw new Problem({
    kind: 'usage',
    code: 'api.invalid-input',
    message: `The request is not valid (${place}): ${first?.message.slice(0, 300) ?? 'unknown'}.`,
    hint: 'Correct the value and send it again.',
    details: { where: place },
  });
}
