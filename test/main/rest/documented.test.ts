import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { openApiDocument } from '../../../core/contract/rest/openapi.ts';
import { ROUTES } from '../../../core/contract/rest/routes.ts';
import { SCOPES } from '../../../core/contract/tokens/scopes.ts';
import { OWN_ANSWERS } from '../../../main/rest/own/own-answers.ts';
import { servedApi } from './served.ts';

it('describes itself in valid OpenAPI 3.1, as a validator of others finds', async () => {
  const document = JSON.parse(JSON.stringify(openApiDocument('1')));
  expect(await new Validator().validate(document)).toEqual({ valid: true });
  expect(JSON.stringify(document)).not.toContain('#/$defs/');
  const named = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)];
  for (const [, name] of named) expect(document.components.schemas).toHaveProperty(name!);
});

it('has an answer for each route, and a route for each scope', () => {
  const own = ROUTES.filter((route) => route.by === 'server').map(({ id }) => id);
  expect(Object.keys(OWN_ANSWERS).sort()).toEqual(own.sort());
  expect(new Set(ROUTES.map(({ id }) => id)).size).toBe(ROUTES.length);
  const asked = new Set(ROUTES.flatMap(({ scope }) => scope ?? []));
  expect(Object.keys(SCOPES).filter((scope) => !asked.has(scope as keyof typeof SCOPES))).toEqual(
    [],
  );
});

it('shows its documentation, which loads nothing from elsewhere', async () => {
  const { ask } = await servedApi();
  const nobody = { headers: { authorization: '' } };
  const page = await ask('/docs', nobody);
  expect(page.headers['content-security-policy']).not.toContain('unsafe');
  const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!);
  for (const url of files.filter((one) => one !== 'data:,')) {
    expect(url).toMatch(/^\/docs\//);
    expect((await ask(url, nobody)).status).toBe(200);
  }
  expect((await ask('/openapi.json', nobody)).json.openapi).toBe('3.1.0');
});
