import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { API } from '../../../../core/contract/api/api.ts';
import { historyFile } from '../../../../main/data-folder/data-folder.ts';
import { application, problemOf, scratch } from '../../app/application-fixture.ts';
import { idOf, passphraseOf, signIn, withPeople } from '../people-fixture.ts';

it('without people everything may be done; with them each call is for whoever has its role, and a refusal is an entry', async () => {
  const program = application();
  const { app, call } = program;
  expect(await call('people.state', {})).toEqual({ people: [], signedIn: null, offered: [] });
  await call('settings.set', { toleranceCents: 5 });
  await withPeople(program, {
    Ada: ['administrator'],
    Pia: ['preparer'],
    Rob: ['read-only'],
  });
  await call('people.sign-out', {});
  const step = { sourceId: 1, period: '2026-01', by: 'Pia', action: { is: 'prepare' } };
  const tried = {
    'settings.set': { toleranceCents: 7 },
    'runs.list': {},
    'close.step': step,
    'people.remove': { person: await idOf(program, 'Rob') },
  } as const;
  const outcomes = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const [name, input] of Object.entries(tried))
      found.push(await call(name as never, input as never).then(() => 'done', codeOf));
    return found;
  };
  const codeOf = (error: { code: string }): string => error.code;
  expect(await outcomes()).toEqual(Array(4).fill('people.sign-in'));
  await signIn(program, 'Rob');
  expect(await outcomes()).toEqual(['people.role', 'done', 'people.role', 'people.role']);
  await signIn(program, 'Pia');
  expect(await outcomes()).toEqual(['people.role', 'done', 'source.unknown', 'people.role']);
  // How the screen looks is one's own affair.
  await call('settings.set', { theme: 'dark' });
  app.calls.flush();
  const { items } = await call('audit.list', { query: { act: 'call.refused' } });
  expect(items.map(({ actor, detail }) => [actor, detail['code']])).toContainEqual([
    'Pia',
    'people.role',
  ]);
  expect((await call('shell.info', {})).actor).toBe('Pia');
}, 120_000);

it('keeps an administrator, slows guessing down, and replaces what was forgotten by a new key', async () => {
  const program = application();
  const { call, dataDir } = program;
  await withPeople(program, { Ada: ['preparer'], Pia: ['preparer'] });
  const ada = await idOf(program, 'Ada');
  const pia = await idOf(program, 'Pia');
  expect(await problemOf(call('people.roles', { person: ada, roles: ['preparer'] }))).toBe(
    'people.last-administrator',
  );
  expect(await problemOf(call('people.remove', { person: ada }))).toBe('people.last-administrator');
  const again = { name: ' ada', roles: ['preparer' as const], passphrase: passphraseOf('x') };
  expect(await problemOf(call('people.add', again))).toBe('people.name-taken');
  const guess = { person: pia, passphrase: 'a wrong passphrase' };
  for (let i = 0; i < 3; i++)
    expect(await problemOf(call('people.sign-in', guess))).toBe('people.wrong-passphrase');
  const right = { person: pia, passphrase: passphraseOf('Pia') };
  expect(await problemOf(call('people.sign-in', right))).toBe('people.wait');
  const db = new Database(historyFile(dataDir));
  db.exec('UPDATE wrong_passphrases SET last_at = last_at - 3600000');
  db.close();
  const before = (await call('people.sign-in', right)).people.find(({ id }) => id === pia)!;
  const passphrase = 'another passphrase of Pia';
  await call('people.passphrase', { old: right.passphrase, passphrase });
  await call('people.sign-in', { person: pia, passphrase });
  await signIn(program, 'Ada');
  const { people } = await call('people.reset', { person: pia, passphrase: 'one more of Pia' });
  const keys = people.find(({ id }) => id === pia)!.keys;
  expect(keys).toHaveLength(2);
  expect(keys[1]).toMatchObject({ fingerprint: before.keys[0]!.fingerprint, isHere: false });
  expect(await problemOf(call('people.sign-in', { person: pia, passphrase }))).toBe(
    'people.wrong-passphrase',
  );
  const kept = readFileSync(historyFile(dataDir)).toString('latin1');
  for (const secret of [passphrase, right.passphrase]) expect(kept).not.toContain(secret);
}, 120_000);

it('trusts the card of another folder once its fingerprint was compared', async () => {
  const [one, other] = [application(), application()];
  await withPeople(one, { Ada: ['administrator'] });
  await withPeople(other, { Rex: ['reviewer'] });
  const path = join(scratch(), 'rex.json');
  const rex = await idOf(other, 'Rex');
  const card = await other.call('people.card', { person: rex, target: { kind: 'path', path } });
  const read = await one.call('people.read-card', { place: path });
  expect(read).toMatchObject({ name: 'Rex', fingerprint: card.fingerprint });
  const roles = ['reviewer' as const];
  const wrong = { place: path, fingerprint: '0'.repeat(32), roles };
  expect(await problemOf(one.call('people.trust', wrong))).toBe('people.fingerprint');
  const { people } = await one.call('people.trust', { ...wrong, fingerprint: card.fingerprint });
  expect(people.find(({ name }) => name === 'Rex')).toMatchObject({
    roles,
    keys: [{ fingerprint: card.fingerprint, isHere: false }],
  });
  writeFileSync(path, '{"format":"thrive-person-card-1","name":"Rex","publicKey":"AAAA"}');
  expect(await problemOf(one.call('people.read-card', { place: path }))).toBe('people.card');
}, 120_000);

it('signs runs with the key of whoever is signed in, whatever was typed, and notices each edit by hand', async () => {
  const program = application();
  const { call, start, dataDir } = program;
  await withPeople(program, {
    Ada: ['administrator', 'preparer'],
    Pia: ['preparer'],
    Rex: ['reviewer'],
  });
  const place = join(scratch(), 'Shop.csv');
  writeFileSync(
    place,
    'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT\n1,earned,2026-01-05,7,100.00\n',
  );
  await signIn(program, 'Pia');
  const { runId } = await start(place, { settings: { xlsx: false } });
  const sign = (role: 'prepared' | 'reviewed') =>
    call('runs.signOff', { runId: runId!, role, name: 'Somebody else' });
  expect(await sign('prepared')).toMatchObject({ name: 'Pia', actor: 'Pia' });
  expect(await problemOf(sign('reviewed'))).toBe('people.role');
  await signIn(program, 'Rex');
  expect(await sign('reviewed')).toMatchObject({ name: 'Rex' });
  const started = (await call('runs.audit', { runId: runId! })).find(
    ({ action }) => action === 'run.started',
  );
  expect(started).toMatchObject({ actor: 'Pia' });
  const broken = async (): Promise<string[]> => {
    const { open } = await call('audit.verify', { jobId: randomUUID() });
    return open.map(({ kind }) => kind);
  };
  expect(await broken()).toEqual([]);
  // Each row's guards are taken off and put back, as whoever edits by hand would.
  const edit = (sql: string): void => {
    const db = new Database(historyFile(dataDir));
    const guards = db
      .prepare<[], { name: string; sql: string }>(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('signatures', 'sign_offs')",
      )
      .all();
    for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
    db.exec(sql);
    for (const guard of guards) db.exec(guard.sql);
    db.close();
  };
  const edits: readonly [string, string, string][] = [
    [
      "UPDATE sign_offs SET name = 'Eve' WHERE role = 'reviewed'",
      "UPDATE sign_offs SET name = 'Rex' WHERE role = 'reviewed'",
      'signature-wrong',
    ],
    [
      "UPDATE people SET name = 'Eve' WHERE name = 'Rex'",
      "UPDATE people SET name = 'Rex' WHERE name = 'Eve'",
      'signature-wrong',
    ],
    [
      'UPDATE signatures SET number = 3 - number + 100; UPDATE signatures SET number = number - 100',
      'UPDATE signatures SET number = 3 - number + 100; UPDATE signatures SET number = number - 100',
      'signature-wrong',
    ],
    [
      'UPDATE signatures SET number = number + 7',
      'UPDATE signatures SET number = number - 7',
      'signature-missing',
    ],
    [
      `UPDATE signatures SET statement = replace(statement, '"said":""', '"said":"Fine."')`,
      `UPDATE signatures SET statement = replace(statement, '"said":"Fine."', '"said":""')`,
      'signature-wrong',
    ],
    [
      'UPDATE person_keys SET from_at = from_at + 100000000',
      'UPDATE person_keys SET from_at = from_at - 100000000',
      'signature-wrong',
    ],
  ];
  for (const [by, back, kind] of edits) {
    edit(by);
    expect(await broken(), by).toContain(kind);
    edit(back);
    expect(await broken(), back).toEqual([]);
  }
}, 120_000);

it('leaves calls that show nothing of the ledger to those who have not signed in, and no others', () => {
  const open = Object.entries(API).filter(
    ([name, { needs }]) => !name.startsWith('close.') && needsNobody(needs),
  );
  expect(open.map(([name]) => name).sort()).toEqual([
    'people.sign-in',
    'people.sign-out',
    'people.state',
    'recovery.get',
    'recovery.retry',
    'settings.get',
    'shell.info',
    'shell.quit',
    'updates.get',
  ]);
});

function needsNobody(needs: (input: never) => unknown): boolean {
  return needs({} as never) === 'nobody';
}
