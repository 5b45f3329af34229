import { z } from 'zod';
import { SCOPES } from '../tokens/scopes.ts';
import { problemDocumentSchema } from './problem-document.ts';
import { ROUTES } from './routes.ts';
import type { Route } from './declare/route.ts';

/** JSON, as far as an OpenAPI document is concerned. */
type Json = Readonly<Record<string, unknown>>;

const PROBLEM = 'application/problem+json';

/** What a route may be answered beside what was asked for. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request is not valid.',
  401: 'There is no token, or it holds no longer.',
  403: 'The token is not allowed to do this.',
  404: 'There is no such thing.',
  409: 'Something else is in the way.',
  413: 'The request is too large.',
  415: 'The body is of another type.',
  422: 'It was understood and cannot be done.',
  429: 'Too many requests with this token; Retry-After says when to go on.',
  500: 'A fault of the program, which is written down in its log.',
  503: 'The history is busy.',
};

const ABOUT = `Runs, their results and exceptions, and the close of a period, over HTTP.

Send a token as \`Authorization: Bearer thrive_…\`. Amounts are integer cents, never added up over currencies; the times of the program are milliseconds since 1970 (UTC), those of the ledger are wall-clock.

What goes wrong is answered as \`application/problem+json\` (RFC 9457), with a code, a sentence and a hint.

A POST with an \`Idempotency-Key\`, where it takes one, is done once: who sends the same again within 24 hours gets the same answer. A page of a list says where the \`next\` one begins.`;

/** The OpenAPI 3.1 document of the API, made from the routes and their schemas. */
export function openApiDocument(version: string): Json {
  const components: Record<string, unknown> = {};
  const schema = (of: z.ZodType, io: 'input' | 'output'): Json => jsonSchema(of, io, components);
  const problem = { content: { [PROBLEM]: { schema: schema(problemDocumentSchema, 'output') } } };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of ROUTES) {
    paths[route.path] ??= {};
    paths[route.path]![route.method] = operationOf(route, schema);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Thrive Cash Reconciler',
      version,
      description: ABOUT,
      license: { name: 'UNLICENSED', url: 'https://thrivecash.example/reconciler' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    tags: [...new Set(ROUTES.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: `Scopes:\n\n${Object.entries(SCOPES)
            .map(([scope, words]) => `- \`${scope}\`: ${words}`)
            .join('\n')}`,
        },
      },
      schemas: Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1))),
      responses: Object.fromEntries(
        Object.entries(REFUSALS).map(([status, description]) => [
          `Refused${status}`,
          { description, ...problem },
        ]),
      ),
    },
  };
}

function operationOf(route: Route, schema: (of: z.ZodType, io: 'input' | 'output') => Json): Json {
  const refusals = Object.keys(REFUSALS).filter((status) => mayBe(Number(status), route));
  return {
    operationId: route.id,
    tags: [route.group],
    summary: route.summary,
    description: [
      ...(route.about ? [route.about] : []),
      route.scope === null ? 'Any token will do.' : `Scope: \`${route.scope}\`.`,
    ].join('\n\n'),
    parameters: [
      ...parametersOf(route.params, 'path', schema),
      ...parametersOf(route.query, 'query', schema),
      ...(route.method === 'post' && route.by === 'call' ? [IDEMPOTENCY_KEY] : []),
    ],
    ...bodyOf(route, schema),
    responses: {
      [route.status]: answerOf(route, schema),
      ...Object.fromEntries(
        refusals.map((status) => [status, { $ref: `#/components/responses/Refused${status}` }]),
      ),
    },
  };
}

function mayBe(status: number, route: Route): boolean {
  if (status === 413 || status === 415) return route.method === 'post';
  if (status === 404) return Object.keys(route.params.shape).length > 0 || route.method === 'post';
  return true;
}

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,128}$' },
};

function parametersOf(
  parameters: z.ZodObject,
  where: 'path' | 'query',
  schema: (of: z.ZodType, io: 'input' | 'output') => Json,
): Json[] {
  // What comes as text is told by what it is read as.
  return Object.entries(parameters.shape).map(([name, of]) => ({
    name,
    in: where,
    required: where === 'path',
    schema: schema(of as z.ZodType, 'output'),
  }));
}

function bodyOf(route: Route, schema: (of: z.ZodType, io: 'input' | 'output') => Json): Json {
  if (route.body === null) return {};
  const content = { 'application/json': { schema: schema(route.body, 'input') } };
  return { requestBody: { required: true, content } };
}

function answerOf(route: Route, schema: (of: z.ZodType, io: 'input' | 'output') => Json): Json {
  const content =
    'parse' in route.output
      ? { 'application/json': { schema: schema(route.output, 'output') } }
      : Object.fromEntries(route.output.map((type) => [type, {}]));
  const location = { headers: { Location: { schema: { type: 'string' } } } };
  return {
    description: route.summary,
    ...(route.status === 202 && location),
    content,
  };
}

/** A schema as JSON Schema; those that have a name go to the components, each once. */
function jsonSchema(of: z.ZodType, io: 'input' | 'output', components: Record<string, unknown>) {
  const made = z.toJSONSchema(of, { io, unrepresentable: 'any' }) as Record<string, unknown>;
  const { $schema: _, $defs = {}, id, ...schema } = made;
  for (const [name, definition] of Object.entries($defs as Record<string, unknown>))
    components[name] ??= withRefs(definition);
  const whole = withRefs(schema) as Json;
  if (typeof id !== 'string') return whole;
  components[id] ??= whole;
  return { $ref: `#/components/schemas/${id}` };
}

function withRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withRefs);
  if (typeof value !== 'object' || value === null) return value;
  const { id: _, ...rest } = value as Record<string, unknown>;
  const named = typeof (value as { id?: unknown }).id === 'string' ? rest : value;
  return Object.fromEntries(
    Object.entries(named).map(([name, inner]) => [
      name,
      name === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : withRefs(inner),
    ]),
  );
}
