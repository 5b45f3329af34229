import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Keychain } from '../../../main/app/host.ts';
import { foundInFolder } from './secret-search.ts';
import { NO_KEYCHAIN, setting } from './secrets-setting.ts';

describe('the search for secrets', () => {
  it('finds each of them wherever it is written', async () => {
    const about = await setting('control', NO_KEYCHAIN);
    const { app, save } = about.open();
    await save('A', 's3://ledgers/a.csv', { keys: about.keys }, about.access);
    await app.close();
    expect(await about.leaks()).toEqual([]);
    const { secrets } = about;
    const folder = join(about.dataDir, 'runs', 'deep');
    mkdirSync(folder, { recursive: true });
    for (const [name, secret] of Object.entries(secrets)) {
      for (const text of [
        secret,
        encodeURIComponent(secret),
        `before${JSON.stringify({ secret })}`,
        ...['', 'x', 'xy'].map((more) => Buffer.from(`${more}${secret}!`).toString('base64')),
      ]) {
        writeFileSync(join(folder, 'a.bin'), `\u0000\u0001${text}\n`);
        const { found } = await foundInFolder(about.dataDir, about.spellings);
        expect(found.filter((one) => one.includes(`a.bin: ${name}`))).not.toEqual([]);
      }
    }
    writeFileSync(join(folder, 'a.bin'), '');
    expect(await about.leaks()).toEqual([]);
    appendFileSync(join(about.dataDir, 'credentials.json'), secrets['session token']);
    expect(await about.leaks()).not.toEqual([]);
  });

  it('finds those that a keychain does not really seal', async () => {
    const about = await setting('sham', NO_KEYCHAIN);
    const sham: Keychain = {
      available: true,
      encrypt: async (text) => Buffer.from(text, 'utf8'),
      decrypt: async (bytes) => ({ text: Buffer.from(bytes).toString('utf8'), sealAgain: false }),
    };
    const { app, save } = about.open(sham);
    await save('A', 's3://ledgers/a.csv', { keys: about.keys }, about.access);
    await app.close();
    expect((await about.leaks()).join('\n')).toContain('credentials.json: access key, base64');
  });

  it('finds them in what is said, and in what is delivered', async () => {
    const about = await setting('said', NO_KEYCHAIN);
    const { secrets, s3 } = about;
    process.stderr.write(`It said ${secrets.password}.\n`);
    expect((await about.leaks()).join('\n')).toContain('password');
    about.said.length = 0;
    expect(await about.leaks()).toEqual([]);
    await fetch(`${s3.endpoint}/reports/manifest.json`, { method: 'PUT', body: secrets.signature });
    expect(await about.leaks()).not.toEqual([]);
  });
});
