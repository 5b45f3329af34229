import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CallInput } from '../../../core/contract/api/api.ts';
import type { PlaceSecret } from '../../../core/contract/api/places.ts';
import { application, problemOf, SAMPLES, scratch, testHost } from '../app/application-fixture.ts';
import { standInKeychain } from '../app/stand-in-keychain.ts';

const LEDGER = 'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT\n1,earned,2026-01-01,7,10.00\n';
const KEYS = { accessKeyId: 'SAVEDKEYIDEXAMPLE', secretAccessKey: 'a-secret-that-is-saved' };
const CUSTOMER_KEY = Buffer.alloc(32, 3).toString('base64');
const S3 = { endpoint: 'https://minio.example', pathStyle: true };
const PLACE = 's3://ledgers/{yyyy}-{MM}/tc*.csv';
const WEB = 'https://shop.example/a.csv';
const SIGNED = `${WEB}?X-Amz-Date=20260101T000000Z&X-Amz-Signature=5a7ed5a7ed`;

function program(allowedFolders?: readonly string[]) {
  const keychain = standInKeychain();
  const changes = { keychain: async () => keychain, ...(allowedFolders && { allowedFolders }) };
  const app = application({ host: testHost(changes) });
  const save = (place: string, more: Partial<CallInput<'sources.save'>> = {}) =>
    app.call('sources.save', { id: null, name: place, place, ...more });
  const list = () => app.call('sources.list', {});
  /** What is kept, as whoever opens the place gets it. */
  const secretOf = async (id: number): Promise<PlaceSecret | null> => {
    const path = join(app.dataDir, 'credentials.json');
    if (!existsSync(path)) return null;
    const { secrets } = JSON.parse(readFileSync(path, 'utf8')) as {
      secrets: Record<string, { sealed: string }>;
    };
    const entry = secrets[`source:${id}`];
    if (!entry) return null;
    const { text } = await keychain.decrypt(Buffer.from(entry.sealed, 'base64'));
    return JSON.parse(text) as PlaceSecret;
  };
  return { ...app, save, list, secretOf };
}

function ledger(name = 'ledger.csv'): string {
  const path = join(scratch(), name);
  writeFileSync(path, LEDGER);
  return path;
}

describe('a source that is set up', () => {
  it('is on the list by its name, changes, and goes', async () => {
    const { save, list, call } = program();
    const given = {
      name: 'month end',
      s3: S3,
      mapping: { Beleg: 'TRANS_ID' },
      settings: { policy: 'exact', period: '2026-01' },
      waitMinutes: 90,
    } as const;
    const saved = await save(PLACE, given);
    expect(saved).toEqual({ id: saved.id, place: PLACE, ...given, secret: null, lastRun: null });
    const other = await save(ledger(), { name: 'April' });
    expect(await list()).toEqual([other, saved]);
    const changed = { ...given, id: saved.id, name: 'A month', waitMinutes: 0 };
    expect(await save(PLACE, changed)).toEqual({ ...saved, name: 'A month', waitMinutes: 0 });
    expect((await list()).map(({ name }) => name)).toEqual(['A month', 'April']);
    await call('sources.remove', { id: saved.id });
    expect(await list()).toEqual([other]);
  });

  it('has its pattern filled by its own calendar', async () => {
    const { save, call } = program();
    const june = ledger('2025-06.csv');
    const place = join(june, '..', '{yyyy}-{MM}.csv');
    await save(place, { settings: { period: 'FY26-P05', calendar: { fiscalStart: 2 } } });
    const tested = await call('sources.test', { jobId: randomUUID(), place });
    expect(tested).toMatchObject({ ok: true, object: { place: june } });
  });

  it('is refused where its name or its place is taken, or nobody knows it', async () => {
    const { save, list, secretOf, call } = program();
    const one = await save(PLACE, { name: 'One', secret: { keys: KEYS } });
    const two = await save(WEB, { name: 'Two' });
    const secret = { customerKey: CUSTOMER_KEY };
    expect(await problemOf(save('s3://other/c.csv', { name: 'ONE', secret }))).toBe(
      'source.name-taken',
    );
    expect(await problemOf(save(PLACE, { name: 'Three', secret }))).toBe('source.place-taken');
    const move = save(PLACE, { id: two.id, name: 'Two', secret });
    expect(await problemOf(move)).toBe('source.place-taken');
    expect(await problemOf(save('s3://other/c.csv', { id: 99, secret }))).toBe('source.unknown');
    expect(await problemOf(call('sources.remove', { id: 99 }))).toBe('source.unknown');
    expect(await list()).toEqual([one, two]);
    // Nor is anything kept for it.
    expect(await Promise.all([one.id, two.id, 99].map(secretOf))).toEqual([
      { keys: KEYS },
      null,
      null,
    ]);
  });

  it.each([
    ['s3://', 'source.address'],
    ['s3:///a.csv', 'source.address'],
    [`s3://ledgers/a.csv?X-Amz-Signature=5a7ed5a7ed`, 'source.address'],
    ['s3://key:secretsecret@ledgers/a.csv', 'source.address'],
    ['https://', 'source.address'],
    ['/etc/hosts', 'path.not-allowed'],
    ['', 'api.invalid-input'],
  ])('is refused where its place is none: %s', async (place, code) => {
    const { save, list } = program([SAMPLES]);
    expect(await problemOf(save(place, { name: 'A' }))).toBe(code);
    expect(await list()).toEqual([]);
  });

  it('has of a local file the real path', async () => {
    const { save } = program();
    const path = ledger();
    const link = join(scratch(), 'link.csv');
    symlinkSync(path, link);
    expect((await save(link)).place).toBe(path);
    expect(await problemOf(save(path, { name: 'Again' }))).toBe('source.place-taken');
  });

  it('keeps the history of its place, before and after', async () => {
    const { save, list, call, start } = program();
    const place = ledger();
    const { runId } = await start(place, { settings: { xlsx: false } });
    const { run } = await call('runs.get', { runId: runId! });
    const saved = await save(place, { name: 'Mine' });
    expect(saved).toMatchObject({
      id: run.sourceId,
      lastRun: { id: runId, status: 'completed', pausedAfter: null, startedAt: run.startedAt },
    });
    const moved = ledger('moved.csv');
    expect(await save(moved, { id: saved.id, name: 'Mine' })).toMatchObject({
      place: moved,
      lastRun: { id: runId },
    });
    await call('sources.remove', { id: saved.id });
    expect(await list()).toEqual([]);
    expect(await call('runs.list', { sourceId: saved.id })).toMatchObject({ total: 1 });
    expect(await save(moved, { name: 'Back' })).toMatchObject({ id: saved.id });
  });
});

describe('the secret of a source', () => {
  it('stays where nothing is said of it, changes, and is forgotten', async () => {
    const { save, secretOf, call } = program();
    const secret = { keys: KEYS, customerKey: CUSTOMER_KEY };
    const saved = await save(PLACE, { secret });
    const kept = { kept: 'keychain', accessKey: '…MPLE', customerKey: true, url: false };
    expect(saved.secret).toEqual(kept);
    expect(await secretOf(saved.id)).toEqual(secret);
    const { id } = saved;
    expect((await save(PLACE, { id, name: 'Other' })).secret).toEqual(kept);
    expect((await save(PLACE, { id, secret: { keys: KEYS } })).secret).toEqual({
      ...kept,
      customerKey: false,
    });
    expect(await secretOf(id)).toEqual({ keys: KEYS });
    for (const nothing of [null, {}]) {
      await save(PLACE, { id, secret });
      expect((await save(PLACE, { id, secret: nothing })).secret).toBeNull();
      expect(await secretOf(id)).toBeNull();
    }
    await save(PLACE, { id, secret });
    await call('sources.remove', { id });
    expect(await secretOf(id)).toBeNull();
    expect(await save(PLACE)).toMatchObject({ id, secret: null });
  });

  it('is the whole of an address that holds what opens it', async () => {
    const { save, secretOf, dataDir } = program();
    const saved = await save(SIGNED, { name: 'Web' });
    const { id } = saved;
    expect(saved).toMatchObject({ place: WEB, secret: { kept: 'keychain', url: true } });
    expect(await secretOf(id)).toEqual({ url: SIGNED });
    // Saved again as it is shown, it stays.
    expect((await save(WEB, { id, name: 'Web' })).secret).toMatchObject({ url: true });
    expect(await secretOf(id)).toEqual({ url: SIGNED });
    const login = 'https://ann:hunter2hunter2@shop.example/a.csv';
    // Also where the source is named by it.
    expect(await save(login, { id, name: login })).toMatchObject({ place: WEB, name: WEB });
    expect(await secretOf(id)).toEqual({ url: login });
    const next = SIGNED.replace('5a7ed', '5a8ed');
    expect(await save(WEB, { id, secret: { url: next } })).toMatchObject({ place: WEB });
    expect(await secretOf(id)).toEqual({ url: next });
    const text = ['', '-wal'].map((more) => readFileSync(join(dataDir, `history.sqlite${more}`)));
    for (const secret of ['5a7ed5a7ed', '5a8ed5a7ed', 'hunter2'])
      expect(Buffer.concat(text).includes(secret)).toBe(false);
  });

  it('does not follow to another address', async () => {
    const { save, secretOf } = program();
    const { id } = await save(SIGNED, { secret: { customerKey: CUSTOMER_KEY } });
    expect(await secretOf(id)).toEqual({ url: SIGNED, customerKey: CUSTOMER_KEY });
    const other = 'https://elsewhere.example/a.csv';
    expect(await problemOf(save(other, { id, secret: { url: SIGNED } }))).toBe(
      'source.url-elsewhere',
    );
    expect(await secretOf(id)).toEqual({ url: SIGNED, customerKey: CUSTOMER_KEY });
    expect((await save(other, { id })).secret).toMatchObject({ customerKey: true, url: false });
    expect(await secretOf(id)).toEqual({ customerKey: CUSTOMER_KEY });
    await save(SIGNED, { id, secret: null });
    expect(await secretOf(id)).toEqual({ url: SIGNED });
    expect((await save(other, { id })).secret).toBeNull();
    expect(await secretOf(id)).toBeNull();
  });

  it('that cannot be kept leaves no source behind, which could not be set up again', async () => {
    const { save, list, secretOf, dataDir } = program();
    const file = join(dataDir, 'credentials.json');
    const given = { name: 'A', secret: { keys: KEYS } };
    mkdirSync(file);
    expect(await problemOf(save(PLACE, given))).toBe('credentials.unwritable');
    expect(await list()).toEqual([]);
    rmSync(file, { recursive: true });
    const { id } = await save(PLACE, given);
    expect(await secretOf(id)).toEqual({ keys: KEYS });
  });

  it('is said to be kept by what keeps it', async () => {
    expect(await program().call('sources.keychain', {})).toEqual({ available: true, why: null });
    const none = application();
    const { available, why } = await none.call('sources.keychain', {});
    expect(available).toBe(false);
    expect(why).toMatch(/keychain/);
    const given = { id: null, name: 'A', place: PLACE, secret: { keys: KEYS } };
    expect((await none.call('sources.save', given)).secret).toMatchObject({ kept: 'session' });
  });
});
