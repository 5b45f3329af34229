import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { s3Error } from '../../s3/s3-answer.ts';
import type { S3Answer } from '../../s3/s3-answer.ts';
import { problemOf } from './application-fixture.ts';
import { standInKeychain } from './stand-in-keychain.ts';
import { foundInFolder } from './secret-search.ts';
import { failedStep, forkRunner, LEDGER, NO_KEYCHAIN, setting } from './secrets-setting.ts';

describe('secrets in trouble', () => {
  it('are nowhere in what is said and written of it, also where the other side repeats them', async () => {
    const about = await setting('trouble', standInKeychain());
    const { s3, secrets, keys, customerKey, web, access } = about;
    const given = { ...secrets, 'customer key itself': '' };
    const all = Object.values(given).join(' ');
    let proxyFails = false;
    const { app, call, save, test, inspect, run } = about.open(undefined, {
      proxyFor: async (url) => {
        if (proxyFails) throw new Error(`No way to ${url} for ${all} and ${web.signed}`);
        return null;
      },
    });
    await save('Right', 's3://ledgers/a.csv', { keys }, access);
    await save('Own key', 's3://ledgers/own-key.csv', { keys, customerKey }, access);
    await save('Login', web.login);
    const { runId } = await run('s3://ledgers/a.csv');
    const wrong = { ...keys, secretAccessKey: secrets['secret key'].replace('7', '8') };
    const place = 's3://ledgers/wrong.csv';
    await s3.put('ledgers', 'wrong.csv', LEDGER);
    await save('Wrong', place, { keys: wrong }, access);
    expect(failedStep(await test(place))).toEqual(['source.wrong-credentials']);
    expect(await problemOf(inspect(place))).toBe('source.wrong-credentials');
    expect(await run(place)).toMatchObject({ problem: { code: 'source.wrong-credentials' } });

    const none = 's3://nowhere/a.csv';
    await save('No bucket', none, { keys }, access);
    expect(failedStep(await test(none))).toEqual(['source.no-bucket']);
    expect(await run(none)).toMatchObject({ problem: { code: 'source.no-bucket' } });

    const repeating = { Token: secrets['session token'], AWSAccessKeyId: secrets['access key'] };
    const faults: [string, S3Answer][] = [
      [
        'source.no-permission',
        s3Error(
          403,
          'AccessDenied',
          `${all} is not authorized to perform: s3:GetObject`,
          repeating,
        ),
      ],
      ['source.expired-token', s3Error(400, 'ExpiredToken', `Expired: ${all}`, repeating)],
      ['source.s3', s3Error(400, `Odd ${all}`, all, repeating)],
    ];
    for (const [code, answer] of faults) {
      s3.faults.next(99, { kind: 'answer', answer });
      // Which step it is depends on what it asks for.
      expect(failedStep(await test('s3://ledgers/a.csv')).length).toBe(1);
      expect(await problemOf(inspect('s3://ledgers/a.csv'))).toBe(code);
      expect(await run('s3://ledgers/a.csv')).toMatchObject({ problem: { code } });
      s3.faults.clear();
    }
    s3.faults.next(99, { kind: 'reset' });
    expect(failedStep(await test('s3://ledgers/a.csv'))).toEqual(['source.connection-lost']);
    expect(await run('s3://ledgers/a.csv')).toMatchObject({
      problem: { code: 'source.connection-lost' },
    });
    s3.faults.clear();

    const stale = web.signed.replace(secrets.signature, secrets.signature.slice(1));
    for (const [address, code] of [
      [stale, 'source.no-permission'],
      [web.login.replace('home', 'work'), 'source.no-permission'],
      [web.circles, 'source.redirects'],
      [web.leaving, 'source.not-encrypted'],
      [web.signed.replace('127.0.0.1', 'shop.example'), 'source.not-encrypted'],
      [web.signed.replace('http:', 'https:'), 'source.tls'],
    ] as const) {
      expect(failedStep(await test(address))).toEqual([
        code === 'source.not-encrypted' ? expect.any(String) : code,
      ]);
      expect(await problemOf(inspect(address))).toBe(code);
    }
    for (const address of [stale, web.circles, web.leaving])
      expect(await run(address)).toMatchObject({ outcome: 'failed' });
    // In an address of S3 they have no place.
    const inKey = `s3://${secrets['access key']}:${secrets['proxy password']}@ledgers/a.csv`;
    expect(await problemOf(save('In the address', inKey))).toBe('source.address');
    await problemOf(inspect(inKey));
    await test(inKey);

    const delivery = { place: 's3://reports/month', s3: access, automatic: true } as const;
    await call('delivery.save', { delivery, secret: { keys } });
    s3.faults.next(99, { kind: 'answer', answer: faults[0]![1] }, { operation: 'PutObject' });
    expect(await problemOf(call('runs.deliver', { runId: runId!, jobId: randomUUID() }))).toBe(
      'delivery.no-permission',
    );
    const testing = await call('delivery.test', { jobId: randomUUID(), delivery });
    expect(failedStep(testing)).toEqual(['delivery.no-permission']);
    expect(await run('s3://ledgers/a.csv', { force: true })).toMatchObject({
      outcome: 'completed',
      problem: { code: 'delivery.no-permission' },
    });
    s3.faults.clear();

    proxyFails = true;
    expect(await problemOf(inspect('s3://ledgers/a.csv'))).toBe('internal.unexpected');
    expect(await problemOf(run('s3://ledgers/a.csv'))).toBe('internal.unexpected');
    expect((await foundInFolder(about.dataDir, about.spellings)).files).toContain(
      join('log', 'faults.log'),
    );
    await call('runs.list', {});
    await call('dashboard.get', {});
    await call('sources.recent', {});
    await app.close();
    expect(await about.leaks()).toEqual([]);
  });

  it('are not in what a process says that dies of a fault of its own', async () => {
    const about = await setting('crash', NO_KEYCHAIN);
    const { keys, customerKey, access, web } = about;
    // It throws what it was sent, after it has begun with it.
    const dying = `process.on('message', (message) => setImmediate(() => {
      throw new Error(JSON.stringify(message), { cause: message });
    }));`;
    const said: string[] = [];
    const { app, call, save, run } = about.open(NO_KEYCHAIN, {
      forkRunner: () =>
        forkRunner(
          (what, text) => {
            said.push(text);
            about.said.push(`${what} ${text}`);
          },
          ['--import', `data:text/javascript,${encodeURIComponent(dying)}`],
        ),
    });
    await save('A', 's3://ledgers/own-key.csv', { keys, customerKey }, access);
    const delivery = { place: 's3://reports/month', s3: access, automatic: true } as const;
    await call('delivery.save', { delivery, secret: { keys, customerKey } });
    for (const place of ['s3://ledgers/own-key.csv', web.signed, web.login])
      expect(await run(place)).toMatchObject({ problem: { code: 'run.process-ended' } });
    expect(said.join('').match(/\[removed\]/g)!.length).toBeGreaterThan(3);
    await app.close();
    expect(await about.leaks()).toEqual([]);
  });
});
