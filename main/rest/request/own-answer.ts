import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asked } from '../../../core/contract/rest/declare/route.ts';
import type { RestContext } from './rest-context.ts';

/** Answers a route that no call answers. */
export type OwnAnswer = (
  context: RestContext,
  asked: Asked<unknown, unknown, unknown>,
  request: FastifyRequest,
  reply: FastifyReply,
) => unknown;
