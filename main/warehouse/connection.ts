import { readFile } from 'node:fs/promises';
import { checkServerIdentity } from 'node:tls';
import type { ConnectionOptions, PeerCertificate } from 'node:tls';
import pg from 'pg';
import { Problem, runCancelled } from '../../core/contract/problem.ts';
import type { WarehousePlace } from './place.ts';
import { warehouseProblem } from './problems.ts';

export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** A session on the server. Every function throws the problems of {@link warehouseProblem}. */
export interface Warehouse {
  /** What the server says it is. */
  readonly version: string;
  /** Begins the transaction of the run by these statements; from then on it can be cancelled there. */
  begin(statements: readonly string[]): Promise<void>;
  /** Carries out one or more statements; the rows of a query. 64-bit integers and decimals are texts. */
  ask(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Ends the session; what was not committed is undone. */
  close(): Promise<void>;
}

const CONNECT_MS = 20_000;
/** A server that has not ended a cancelled query by then is hung up on. */
const CANCEL_MS = 5_000;

/**
 * Opens a session. When the signal fires, the query under way is cancelled on the server and the call
 * ends with the Problem `run.cancelled`.
 */
export async function openWarehouse(
  place: WarehousePlace,
  signal?: AbortSignal,
): Promise<Warehouse> {
  const doing = { where: `${place.host}:${place.port}/${place.database}`, user: place.user };
  const told = (error: unknown): Problem =>
    signal?.aborted ? runCancelled() : warehouseProblem(error, doing);
  if (signal?.aborted) throw runCancelled();
  let client: pg.Client;
  try {
    client = await connected(place);
  } catch (error) {
    throw told(error);
  }
  // Told by the query that it ends; without a listener it would end the program.
  let lost: unknown;
  client.on('error', (error) => (lost = error));

  let backend: number | null = null;
  const cancel = (): void => void cancelThere(client, place, backend);
  signal?.addEventListener('abort', cancel);
  const ask: Warehouse['ask'] = async (sql, values) => {
    if (signal?.aborted) throw runCancelled();
    try {
      const result = (await client.query(sql, values as unknown[])) as
        | pg.QueryResult<Row>
        | pg.QueryResult<Row>[];
      return (Array.isArray(result) ? result.at(-1)! : result).rows;
    } catch (error) {
      throw told(lost ?? error);
    }
  };
  const begin: Warehouse['begin'] = async (statements) => {
    for (const sql of statements) await ask(sql);
    // Asked within the transaction: a pooler may have given us a process number of its own before.
    const [row] = await ask('SELECT pg_backend_pid() AS pid');
    backend = Number(row!['pid']);
  };
  const close = async (): Promise<void> => {
    signal?.removeEventListener('abort', cancel);
    await client.end().catch(() => undefined);
  };
  try {
    const [row] = await ask('SELECT version() AS version');
    return { version: String(row!['version']), begin, ask, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function connected(place: WarehousePlace): Promise<pg.Client> {
  const tls = await tlsOf(place);
  try {
    return await connect(place, tls);
  } catch (error) {
    const optional = place.sslMode === 'prefer' || place.sslMode === 'allow';
    if (!optional || !/does not support SSL/i.test((error as Error).message)) throw error;
    return connect(place, false);
  }
}

async function connect(place: WarehousePlace, ssl: ConnectionOptions | false): Promise<pg.Client> {
  const { host, port, database, user, password } = place;
  const client = new pg.Client({
    host,
    port,
    database,
    user,
    // The driver would look for one in places that we have looked at already.
    password: password ?? '',
    ssl,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'thrive-cash-reconciler',
  });
  client.once('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/** TLS as libpq's sslmode has it: require encrypts and asks for no proof, verify-full asks for all. */
async function tlsOf({
  sslMode,
  sslRootCert,
  host,
}: WarehousePlace): Promise<ConnectionOptions | false> {
  if (sslMode === 'disable') return false;
  if (!sslMode.startsWith('verify')) return { rejectUnauthorized: false };
  const ca =
    sslRootCert === null || sslRootCert === 'system'
      ? undefined
      : await readFile(sslRootCert, 'utf8').catch((error: unknown) => {
          throw new Problem(
            {
              kind: 'usage',
              code: 'warehouse.root-certificate',
              message: `The certificates ${sslRootCert} cannot be read.`,
              hint: 'Name a PEM file with sslrootcert in --url.',
            },
            error,
          );
        });
  return {
    ...(ca !== undefined && { ca }),
    rejectUnauthorized: true,
    // The driver names no host where it is an address, and Node would then look for localhost.
    checkServerIdentity: (_name: string, certificate: PeerCertificate) =>
      sslMode === 'verify-ca' ? undefined : checkServerIdentity(host, certificate),
  };
}

/** Asks the server, by a session of its own, to end what this session does; else hangs up. */
async function cancelThere(
  client: pg.Client,
  place: WarehousePlace,
  backend: number | null,
): Promise<void> {
  const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } })
    .connection;
  const late = setTimeout(() => stream.destroy(), CANCEL_MS);
  client.once('end', () => clearTimeout(late));
  try {
    if (backend === null) throw new Error('nothing to be cancelled yet');
    const other = await connected(place);
    await other.query('SELECT pg_cancel_backend($1)', [backend]);
    await other.end();
  } catch {
    stream.destroy();
  }
}
