import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asProblem } from '../../../core/contract/problem.ts';
import { problemDocument } from '../../../core/contract/rest/problem-document.ts';
import type { KeptAnswer } from '../../history/api/api-answers.ts';
import { plainProblem } from '../../secrets/plain-problem.ts';
import { refused } from './refused.ts';
import type { RestContext } from './rest-context.ts';

const HEADER = 'idempotency-key';
const KEY = /^[\x21-\x7e]{1,128}$/;
const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Does what a request asks, once for a key: the same request again gets the answer that the first one got. Without a
 * key it is done each time. What failed inside the program is not kept, so that it can be tried again.
 *
 * @param said what the request says, by which another one with the same key is told from it.
 * @throws Problem `api.idempotency-key`, `api.idempotency-other` or `api.idempotency-under-way`.
 */
export async function once(
  { history }: Pick<RestContext, 'history'>,
  request: FastifyRequest,
  reply: FastifyReply,
  said: string,
  answer: () => Promise<unknown>,
): Promise<unknown> {
  const key = request.headers[HEADER];
  if (key === undefined) return answer();
  if (typeof key !== 'string' || !KEY.test(key)) throw refused('api.idempotency-key');
  const token = request.token!.id;
  const claim = history.claimApiKey(token, key, digestOf(request, said));
  if (claim.is === 'other-request') throw refused('api.idempotency-other');
  if (claim.is === 'under-way') throw refused('api.idempotency-under-way');
  if (claim.is === 'answered') return again(reply, claim.answer);
  const body = await answer().then(
    (value) => JSON.stringify(value),
    (thrown: unknown) => {
      history.keepApiAnswer(token, key, refusal(thrown));
      throw thrown;
    },
  );
  const location = reply.getHeader('location');
  history.keepApiAnswer(token, key, {
    status: reply.statusCode,
    headers: { 'content-type': JSON_TYPE, ...(typeof location === 'string' && { location }) },
    body,
  });
  return reply.type(JSON_TYPE).send(body);
}

function digestOf({ method, routeOptions }: FastifyRequest, said: string): string {
  const text = `${method} ${routeOptions.url ?? ''}\n${said}`;
  return createHash('sha256').update(text).digest('hex');
}

/** A refusal that would be the same again; null for what may pass. */
function refusal(thrown: unknown): KeptAnswer | null {
  const problem = asProblem(thrown);
  const document = problemDocument(plainProblem(problem));
  if (problem.kind === 'internal' || problem.kind === 'busy' || problem.kind === 'cancelled')
    return null;
  return {
    status: document.status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify(document),
  };
}

function again(reply: FastifyReply, { status, headers, body }: KeptAnswer): FastifyReply {
  return reply
    .code(status)
    .headers({ ...headers, 'idempotent-replayed': 'true' })
    .send(body);
}
