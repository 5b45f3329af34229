import type { FastifyInstance, FastifyReply } from 'fastify';
import { problemDocument } from '../../core/contract/rest/problem-document.ts';
import { asProblem } from '../../core/contract/problem.ts';
import type { Problem } from '../../core/contract/problem.ts';
import { plainProblem } from '../secrets/plain-problem.ts';
import { refused } from './request/refused.ts';

/** Answers a problem as RFC 9457 has it. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const document = problemDocument(plainProblem(problem));
  if (document.status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply
    .code(document.status)
    .type('application/problem+json')
    .send(JSON.stringify(document));
}

/** What every request that goes wrong is answered; faults go to the log. */
export function answerProblems(server: FastifyInstance, log: (fault: unknown) => void): void {
  server.setNotFoundHandler((_request, reply) => sendProblem(reply, refused('api.no-such-route')));
  server.setErrorHandler((thrown, _request, reply) => {
    const problem = ofServer(thrown) ?? asProblem(thrown);
    if (problem.kind === 'internal') log(thrown);
    return sendProblem(reply, problem);
  });
}

/** What the server itself says of a request that it cannot read; null for anything else. */
function ofServer(thrown: unknown): Problem | null {
  const { statusCode: status } = thrown as { statusCode?: unknown };
  if (status === 413) return refused('api.too-large');
  if (status === 415) return refused('api.media-type');
  if (status === 416) return refused('api.range');
  if (typeof status === 'number' && status >= 400 && status < 500) return refused('api.malformed');
  return null;
}
