import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  APP_SCHEME_PRIVILEGES,
  appResponder,
  fileOfUrl,
} from '../../../../main/electron/page/app-protocol.ts';
import { NONCE_PLACEHOLDER } from '../../../../main/web-policy.ts';

const root = mkdtempSync(join(tmpdir(), 'thrive-protocol-'));
const folder = join(root, 'renderer');
mkdirSync(join(folder, 'assets'), { recursive: true });
writeFileSync(
  join(folder, 'index.html'),
  `<!doctype html><html><head><meta name="nonce" content="${NONCE_PLACEHOLDER}" /></head></html>`,
);
writeFileSync(join(folder, 'assets', 'a.js'), 'export {};');
writeFileSync(join(root, 'secret.json'), '{}');
afterAll(() => rmSync(root, { recursive: true, force: true }));

const respond = appResponder(folder);
const get = (path: string, method = 'GET'): Promise<Response> =>
  respond({ url: `app://thrive${path}`, method } as Request);

describe('the app:// protocol', () => {
  it('is a standard and secure scheme that bypasses no policy', () => {
    expect(APP_SCHEME_PRIVILEGES).toEqual({
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true },
    });
  });
  it('serves the page with a policy and a nonce that no other response has', async () => {
    const [first, second] = [await get('/'), await get('/')];
    const nonce = async (response: Response): Promise<string> => {
      const policy = response.headers.get('content-security-policy')!;
      const given = /'nonce-([^']+)'/.exec(policy)![1]!;
      expect(await response.text()).toContain(`content="${given}"`);
      expect(policy).toContain("default-src 'none'");
      return given;
    };
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(first.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await nonce(first)).not.toBe(await nonce(second));
  });
  it('serves the interface’s files and its own addresses', async () => {
    const script = await get('/assets/a.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await script.text()).toBe('export {};');
    expect((await get('/runs/20260101-x')).headers.get('content-type')).toContain('text/html');
    expect((await get('/customer/C.7')).status).toBe(200);
  });
  it.each([
    '/..%2fsecret.json',
    '/assets/..%2f..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/assets/%2e%2e%5c..%5csecret.json',
    '//secret.json',
    '/%00.js',
    '/C:/secret.json',
    '/%252e%252e%252fsecret.json',
    '/assets/missing.js',
    '/%E0%A4%A.js',
    '/.hidden.json',
  ])('refuses %s', async (path) => {
    const response = await get(path);
    expect([response.status, await response.text()]).toEqual([404, '']);
  });
  it('answers for its own host and for reading only', async () => {
    expect(fileOfUrl('app://other/index.html')).toBeNull();
    expect(fileOfUrl('app://user@thrive/index.html')).toBeNull();
    expect(fileOfUrl('file:///index.html')).toBeNull();
    expect(fileOfUrl('no url')).toBeNull();
    expect((await get('/', 'POST')).status).toBe(405);
    expect(await (await get('/', 'HEAD')).text()).toBe('');
  });
});
