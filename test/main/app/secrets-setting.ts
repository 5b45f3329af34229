import { fork } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../../core/contract/api/api.ts';
import type { ConnectionReport, PlaceSecret } from '../../../core/contract/api/places.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { faultLog } from '../../../main/app/fault-log.ts';
import { dispatch } from '../../../main/program/dispatch.ts';
import type { Host, Keychain, RunnerProcess } from '../../../main/app/host.ts';
import { DEEP } from '../../amount.ts';
import { s3Server } from '../../s3/s3-server.ts';
import { application, scratch, testHost } from './application-fixture.ts';
import { runnerHere } from './runner-here.ts';
import { remoteServer } from '../places/remote/remote-server.ts';
import { foundIn, foundInFolder, spellingsOf } from './secret-search.ts';

const RUNNER = join(import.meta.dirname, '..', '..', '..', 'main', 'runner', 'runner.ts');
export const NO_KEYCHAIN: Keychain = { available: false, why: 'There is none.' };
/** With a row that is set aside, so that there are findings and exceptions to export. */
export const LEDGER = `TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT
12,earned,2026-01-01 00:00:00,7,10.00
13,spent,2026-01-02 00:00:00,7,-24.00
14,earned,2026-01-03 00:00:00,8,not an amount
`;
export const SETTINGS = { xlsx: false, onError: 'quarantine' } as const;

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
export async function setting(tag: string, keychain: Keychain) {
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
export function forkRunner(
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

/** Of a test of a connection: what the step is called by that failed. */
export const failedStep = ({ steps }: ConnectionReport) =>
  steps.flatMap(({ outcome, code }) => (outcome === 'failed' ? [code] : []));
