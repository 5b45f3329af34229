import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { someOf } from '../../amount.ts';
import { problemOf } from './application-fixture.ts';
import { standInKeychain } from './stand-in-keychain.ts';
import { foundInFolder } from './secret-search.ts';
import { failedStep, NO_KEYCHAIN, setting, SETTINGS } from './secrets-setting.ts';

const KEPT = [
  ['sealed by a keychain', 'sealed', standInKeychain],
  ['kept for the session', 'session', () => NO_KEYCHAIN],
] as const;

describe.each(someOf(KEPT, 1))('secrets that are %s', (_name, tag, chain) => {
  it('are nowhere in what is said, written or delivered, and hold as long as they should', async () => {
    const keychain = chain();
    const kept = keychain.available ? 'keychain' : 'session';
    const about = await setting(tag, keychain);
    const { s3, secrets, keys, customerKey, web, access } = about;
    const first = about.open();

    const proxy = `http://ann:${secrets['proxy password']}@proxy.example:3128`;
    expect(await problemOf(first.call('settings.set', { proxy }))).toBe('settings.proxy');

    const place = 's3://ledgers/own-key.csv';
    const saved = await first.save('Own key', place, { keys, customerKey }, access);
    expect(saved).toMatchObject({ place, secret: { kept, customerKey: true } });
    const signed = await first.save('Signed', web.signed);
    expect(signed.secret).toMatchObject({ kept, url: true });
    const login = await first.save('Login', web.login);
    expect(login.secret).toMatchObject({ kept, url: true });
    const delivery = { place: 's3://reports/month', s3: access, automatic: true } as const;
    const encryption = { kind: 'customer' } as const;
    await first.call('delivery.save', {
      delivery: { ...delivery, encryption },
      secret: { keys, customerKey },
    });

    let last = '';
    for (const [at, source] of [saved, signed, login].entries()) {
      expect(await first.test(source.place)).toMatchObject({ ok: true });
      expect(await first.inspect(source.place)).toMatchObject({ place: source.place, missing: [] });
      const settings = { ...SETTINGS, xlsx: at === 0 };
      const ended = await first.run(source.place, { settings });
      expect(ended).toMatchObject({ outcome: 'completed', problem: null });
      await first.lookAt((last = ended.runId!));
      await first.exportAll(last);
    }
    // What is typed but not saved is no less a secret.
    expect(await first.test(web.signed)).toMatchObject({ ok: true });
    expect(await first.inspect(web.login)).toMatchObject({ fetched: { from: 'cache' } });
    const testing = { jobId: randomUUID(), delivery: { ...delivery, encryption } };
    expect(await first.call('delivery.test', testing)).toMatchObject({ ok: true });
    await first.call('runs.deliver', { runId: last, jobId: randomUUID() });
    expect(await s3.keys('reports')).toContain(`month/${last}/manifest.json`);

    // With the program open: what SQLite has not yet moved out of its log counts too.
    expect(await about.leaks()).toEqual([]);
    const { files } = await foundInFolder(about.dataDir, []);
    for (const kind of [/sqlite$/, /sqlite-wal$/, /^credentials.json$/, /known.*json$/, /^fetched/])
      expect(files.filter((name) => kind.test(name))).not.toEqual([]);
    for (const kind of [/^runs.*parquet$/, /^runs.*xlsx$/, /^exports.*parquet$/, /^exports.*xlsx$/])
      expect(files.filter((name) => kind.test(name))).not.toEqual([]);
    await first.app.close();
    expect(await about.leaks()).toEqual([]);

    const next = about.open();
    const [mine] = (await next.call('sources.list', {})).filter(({ id }) => id === saved.id);
    const deliver = () => next.call('runs.deliver', { runId: last, jobId: randomUUID() });
    if (keychain.available) {
      expect(mine!.secret).toMatchObject({ kept: 'keychain' });
      expect(await next.test(place)).toMatchObject({ ok: true });
      for (const one of [saved, signed])
        expect(await next.run(one.place, { force: true })).toMatchObject({ outcome: 'completed' });
      await deliver();
    } else {
      expect(mine!.secret).toMatchObject({ kept: 'gone', customerKey: true });
      expect(await next.call('delivery.get', {})).toMatchObject({ secret: { kept: 'gone' } });
      for (const one of [saved, signed, login]) {
        expect(await problemOf(next.inspect(one.place))).toBe('source.credentials-gone');
        expect(await problemOf(next.run(one.place))).toBe('source.credentials-gone');
        expect(failedStep(await next.test(one.place))).toEqual(['source.credentials-gone']);
      }
      expect(await problemOf(deliver())).toBe('delivery.credentials-gone');
      const { id, name, s3: reached } = mine!;
      await next.call('sources.save', {
        id,
        name,
        place,
        s3: reached,
        secret: { keys, customerKey },
      });
      expect(await next.inspect(place)).toMatchObject({ fetched: { from: 'cache' } });
    }
    expect(await about.leaks()).toEqual([]);
  });
});

describe('secrets where they do not belong', () => {
  it('are not kept, nor repeated: in an endpoint, in the place of a delivery, in a name', async () => {
    const about = await setting('astray', standInKeychain());
    const { secrets, keys, web, access } = about;
    const { app, call, save, test, inspect, run } = about.open();
    const login = `ann:${encodeURIComponent(secrets.password)}@`;
    const astray = { ...access, endpoint: access.endpoint.replace('//', `//${login}`) };
    const place = 's3://ledgers/a.csv';
    // A name that was made of its address.
    const named = await save(web.login, web.login);
    await save(place, place, { keys }, astray);
    await test(place);
    await test(place, { s3: astray, secret: { keys } });
    await inspect(place).catch(() => undefined);
    await run(place).catch(() => undefined);
    await run(place, { s3: astray }).catch(() => undefined);
    const jobId = randomUUID();
    await call('sources.inspect', { jobId, place, s3: astray }).catch(() => undefined);
    const { runId } = await run(named.place);
    const inPlace = `s3://${secrets['access key']}:${secrets['proxy password']}@reports/month`;
    for (const delivery of [
      { place: inPlace, s3: access },
      { place: 's3://reports/month', s3: astray },
    ]) {
      const testing = { jobId: randomUUID(), delivery, secret: { keys } };
      await call('delivery.test', testing).catch(() => undefined);
      await call('delivery.save', { delivery, secret: { keys } }).catch(() => undefined);
      await call('jobs.list', {});
      const delivering = { runId: runId!, jobId: randomUUID() };
      await call('runs.deliver', delivering).catch(() => undefined);
      await run(place, { force: true }).catch(() => undefined);
    }
    await call('sources.list', {});
    await call('delivery.get', {});
    await call('runs.audit', { runId: runId! });
    await app.close();
    expect(await about.leaks()).toEqual([]);
  });
});
