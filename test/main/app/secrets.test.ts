import { fork } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../../core/contract/api/api.ts';
import type { ConnectionReport, PlaceSecret } from '../../../core/contract/api/places.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { faultLog } from '../../../main/app/fault-log.ts';
import { dispatch } from '../../../main/program/dispatch.ts';
import type { Host, Keychain, RunnerProcess } from '../../../main/app/host.ts';
import { DEEP, someOf } from '../../amount.ts';
import { s3Error } from '../../s3/s3-answer.ts';
import type { S3Answer } from '../../s3/s3-answer.ts';
import { s3Server } from '../../s3/s3-server.ts';
import { application, problemOf, scratch, testHost } from './application-fixture.ts';
import { runnerHere } from './runner-here.ts';
import { standInKeychain } from './stand-in-keychain.ts';
import { remoteServer } from '../places/remote/remote-server.ts';
import { foundIn, foundInFolder, spellingsOf } from './secret-search.ts';

const RUNNER = join(import.meta.dirname, '..', '..', '..', 'main', 'runner', 'runner.ts');
const NO_KEYCHAIN: Keychain = { available: false, why: 'There is none.' };
/** With a row that is set aside, so that there are findings and exceptions to export. */
const LEDGER = `TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT
12,earned,2026-01-01 00:00:00,7,10.00
13,spent,2026-01-02 00:00:00,7,-24.00
14,earned,2026-01-03 00:00:00,8,not an amount
`;
const SETTINGS = { xlsx: false, onError: 'quarantine' } as const;

/** Of each test its own: what a process has been given once it takes out of texts from then on. */
function secretsOf(tag: string) {
  return {
    'access key': `KEYIDOF${tag.toUpperCase()}0123456789`,
    'secret key': `secret/key+of=${tag}"&<7`,
    'session token': `session/token+of=${tag}==${'t'.repeat(300)}`,
    'customer key': Buffer.from(`customer-key-of-${tag}`.padEnd(32, '.')).toString('base64'),
    'customer key itself': `customer-key-of-${tag}`.padEnd(32, '.'),
    signature: createHash('sha256').update(tag).digest('hex'),
    password: `pass/word?of#${tag}@home`,
    'user and password': `ann:pass/word?of#${tag}@home`,
    'proxy password': `proxy-password-of-${tag}`,
  };
}

/** A storage, a web server, and the program in front of them with all that it says written down. */
async function setting(tag: string, keychain: Keychain) {
  const secrets = secretsOf(tag);
  const keys = {
    accessKeyId: secrets['access key'],
    secretAccessKey: secrets['secret key'],
    sessionToken: secrets['session token'],
  };
  const customerKey = secrets['customer key'];
  const s3 = await s3Server({ buckets: ['ledgers', 'reports'], keys });
  onTestFinished(() => s3.close());
  const md5 = createHash('md5').update(Buffer.from(customerKey, 'base64')).digest('base64');
  const header = 'x-amz-server-side-encryption-customer';
  await s3.put('ledgers', 'own-key.csv', LEDGER, {
    [`${header}-algorithm`]: 'AES256',
    [`${header}-key`]: customerKey,
    [`${header}-key-md5`]: md5,
  });
  await s3.put('ledgers', 'a.csv', LEDGER.replace('10.00', '11.00'));
  const { origin } = await remoteServer(webServer(secrets));
  const host = origin.replace('http://', '');
  const web = {
    signed: `${origin}/signed.csv?X-Amz-Credential=${secrets['access key']}%2F20260101&X-Amz-Signature=${secrets.signature}`,
    login: `http://ann:${encodeURIComponent(secrets.password)}@${host}/login.csv`,
    circles: `${origin}/circles.csv?X-Amz-Signature=${secrets.signature}`,
    leaving: `${origin}/leaving.csv?X-Amz-Signature=${secrets.signature}`,
  };
  const spellings = spellingsOf(secrets);
  const dataDir = scratch();
  const said: string[] = [];
  const say = (what: string, value: unknown): void =>
    void said.push(`${what} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  listenToThisProcess(say);

  const access = { endpoint: s3.endpoint, pathStyle: true, region: 'us-east-1' };
  const open = (chain: Keychain = keychain, changes: Partial<Host> = {}) =>
    program({ dataDir, keychain: chain, say, changes });

  const clean = new Set<string>();
  /** Where secrets stand in what was said, written and delivered. */
  async function leaks(): Promise<string[]> {
    // As it was sent: of what is encrypted with a key of the customer the storage gives nothing back.
    const delivered = s3.requests.flatMap(({ url, headers, body }) => [
      ...foundIn(`sent to ${url}`, url, spellings),
      ...foundIn(`sent to ${url}`, body, spellings),
      ...Object.entries(headers)
        .filter(([name]) => /^x-amz-(?:meta-|tagging)/.test(name))
        .flatMap(([name, value]) => foundIn(name, String(value), spellings)),
    ]);
    const { found } = await foundInFolder(dataDir, spellings, clean);
    const spoken = foundIn('what was said', said.join('\n'), spellings).length > 0;
    return [
      ...(spoken ? said : []).flatMap((text) => foundIn(text.slice(0, 80), text, spellings)),
      ...delivered,
      ...found,
    ];
  }

  return { s3, secrets, keys, customerKey, web, spellings, dataDir, said, access, open, leaks };
}

/** Lets in who signs or logs in, and repeats to others what they came with. */
function webServer(secrets: ReturnType<typeof secretsOf>) {
  const login = `Basic ${Buffer.from(secrets['user and password']).toString('base64')}`;
  return ({ url = '', headers }: IncomingMessage, response: ServerResponse): void => {
    const signed = url.includes(secrets.signature);
    if (url.startsWith('/circles.csv')) response.writeHead(302, { location: url }).end();
    else if (url.startsWith('/leaving.csv'))
      response.writeHead(302, { location: `http://shop.example${url}` }).end();
    else if (url.startsWith('/login.csv') ? headers.authorization !== login : !signed)
      response.writeHead(403).end(`${url} ${headers.authorization}`);
    else if (headers['if-none-match'] === '"1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"1"' }).end(LEDGER.replace('10.00', `${url.length}.00`));
  };
}

/** What this process prints, by whichever way. */
function listenToThisProcess(say: (what: string, text: string) => void): void {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
    vi.spyOn(stream, 'write').mockImplementation(((...given: unknown[]) => {
      say('printed', String(given[0]));
      return write(...given);
    }) as typeof stream.write);
  }
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, name).mockImplementation((...given: unknown[]) => {
      say(`console.${name}`, given.map(String).join(' '));
    });
  onTestFinished(() => void vi.restoreAllMocks());
}

/** As the loopback host does, but that what it prints is listened to until its end. */
function forkRunner(
  say: (what: string, text: string) => void,
  execArgv: readonly string[] = [],
): RunnerProcess {
  const child = fork(RUNNER, {
    execArgv: ['--disable-warning=ExperimentalWarning', ...execArgv],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => say('the runner printed', text));
  return {
    send: (message) => void (child.connected && child.send(message as object, () => undefined)),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('close', listener),
    kill: () => void child.kill('SIGKILL'),
  };
}

interface ProgramOptions {
  readonly dataDir: string;
  readonly keychain: Keychain;
  readonly say: (what: string, value: unknown) => void;
  readonly changes: Partial<Host>;
}

/** The program on a data folder, with a log of faults as the window has it. */
function program({ dataDir, keychain, say, changes }: ProgramOptions) {
  const log = faultLog(dataDir);
  let runs = 0;
  const host = testHost({
    keychain: async () => keychain,
    // Its first run has a process of its own; what others print in this one is listened to as well.
    forkRunner: () => (DEEP || runs++ === 0 ? forkRunner(say) : runnerHere()),
    notify: (title, body) => say('notice', [title, body]),
    ...changes,
  });
  const { app, ending } = application({ dataDir, host });
  app.onEvent((event) => say(`event ${event.name}`, event));

  async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const reply = await dispatch(app, name, input, log);
    say(`answer ${name}`, reply);
    if (!reply.ok) throw new Problem(reply.problem);
    return reply.value as CallOutput<N>;
  }

  const save = (
    name: string,
    place: string,
    secret?: PlaceSecret,
    s3: CallInput<'sources.save'>['s3'] = {},
  ) => call('sources.save', { id: null, name, place, s3, ...(secret && { secret }) });
  const test = (place: string, more: Partial<CallInput<'sources.test'>> = {}) =>
    call('sources.test', { jobId: randomUUID(), place, ...more });
  const inspect = (place: string) => call('sources.inspect', { jobId: randomUUID(), place });

  async function run(place: string, more: Partial<CallInput<'runs.start'>> = {}) {
    const jobId = randomUUID();
    await call('runs.start', { jobId, place, settings: SETTINGS, ...more });
    return ending(jobId);
  }

  async function exportAll(runId: string): Promise<void> {
    for (const format of ['csv', 'xlsx', 'parquet'] as const) {
      const target = { kind: 'exports', name: `f.${format}` } as const;
      await call('findings.export', { runId, format, target });
      await call('exceptions.export', { runId, query: {}, format, target });
    }
    await call('runs.copyOutputs', { runId, to: { kind: 'download' } });
  }

  async function lookAt(runId: string): Promise<void> {
    await call('runs.get', { runId });
    await call('runs.report', { runId });
    await call('runs.audit', { runId });
    await call('runs.list', {});
    await call('dashboard.get', {});
    await call('sources.list', {});
    await call('sources.recent', {});
    await call('delivery.get', {});
    await call('jobs.list', {});
    await call('sources.rows', { runId, sheet: 'TC_Data', from: 1, count: 5 });
  }

  return { app, call, save, test, inspect, run, exportAll, lookAt };
}

const failedStep = ({ steps }: ConnectionReport) =>
  steps.flatMap(({ outcome, code }) => (outcome === 'failed' ? [code] : []));

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
