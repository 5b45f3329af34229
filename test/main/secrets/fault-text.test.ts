import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const MODULES = pathToFileURL(join(import.meta.dirname, '..', '..', '..', 'main', 'secrets'));

/** A process in which somebody forgets a promise; as Electron's own ones have it, Node alone would only warn. */
function forgetful(script: string) {
  return spawnSync(
    process.execPath,
    [
      '--unhandled-rejections=warn-with-error-code',
      '--input-type=module',
      '--disable-warning=ExperimentalWarning',
      '--eval',
      `import { endWithFaultText } from '${MODULES.href}/fault-text.ts';
       import { rememberSecret } from '${MODULES.href}/known-secrets.ts';
       rememberSecret({ keys: { accessKeyId: 'forgotten-key-id', secretAccessKey: 'forgotten-secret' } });
       endWithFaultText(process);
       // It would stay for ever.
       setInterval(() => undefined, 1000);
       ${script}`,
    ],
    { encoding: 'utf8', timeout: 60_000 },
  );
}

describe('a process that ends with what nobody caught', () => {
  it.each([
    ['a rejection', `void Promise.reject(new Error('lost at forgotten-secret'));`],
    ['an exception', `setTimeout(() => { throw new Error('lost at forgotten-secret'); });`],
  ])('ends on %s, with words that hold no secret', (_what, script) => {
    const { status, stderr } = forgetful(script);
    expect(status).toBe(1);
    expect(stderr).toContain('Error: lost at [removed]');
    expect(stderr).not.toContain('forgotten-secret');
  });
});
