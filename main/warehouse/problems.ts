import { asProblem, Problem } from '../../core/contract/problem.ts';
import type { ProblemKind } from '../../core/contract/problem-codes.ts';

/** What was being done when the server refused. */
export interface Doing {
  /** `host:port/database`. */
  readonly where: string;
  readonly user: string;
}

type Told = readonly [ProblemKind, string, (where: Doing) => string, string];

const AUTH: Told = [
  'source-unreadable',
  'warehouse.auth-failed',
  ({ where, user }) => `${where} did not accept the password of ${user}.`,
  'Check the user in --url and the password in it, in PGPASSWORD or in the password file (~/.pgpass).',
];
const GONE: Told = [
  'internal',
  'warehouse.gone-away',
  ({ where }) => `The connection to ${where} ended before the run did.`,
  'Nothing was changed there. Run again when the server is back.',
];
const UNREACHABLE: Told = [
  'source-unreadable',
  'warehouse.cannot-connect',
  ({ where }) => `${where} cannot be reached.`,
  'Check host and port in --url, and whether a firewall or VPN blocks the connection.',
];
const CERTIFICATE: Told = [
  'source-unreadable',
  'warehouse.certificate',
  ({ where }) => `The certificate of ${where} is not trusted.`,
  'Name the certificates to be trusted with sslrootcert=FILE in --url, or choose sslmode=require.',
];
const FULL: Told = [
  'internal',
  'warehouse.disk-full',
  ({ where }) => `The disk of ${where} is full.`,
  'Nothing was changed there. Free up space, or let the run use another tablespace, and run again.',
];

/** By SQLSTATE, and by the codes of sockets and TLS. */
const TOLD: Readonly<Record<string, Told>> = {
  '28P01': AUTH,
  '28000': AUTH,
  '3D000': [
    'source-unreadable',
    'warehouse.no-database',
    ({ where }) => `There is no database ${where}.`,
    'Check the database in --url.',
  ],
  '3F000': [
    'usage',
    'warehouse.no-schema',
    () => 'There is no schema of this name for the results.',
    'Create it, or name another with --results.',
  ],
  '42501': [
    'internal',
    'warehouse.no-right',
    ({ user }) =>
      `${user} does not have the permissions there that the run needs: read the table, make temporary tables, and make tables in the schema of the results.`,
    'Ask for these permissions, or name a schema that has them with --results.',
  ],
  '42P07': [
    'internal',
    'warehouse.name-taken',
    () =>
      'A table with the name of a result was created there meanwhile, perhaps by a run at the same time.',
    'Run again, or name another schema or prefix with --results.',
  ],
  '2BP01': [
    'internal',
    'warehouse.in-use',
    () => 'Earlier results cannot be replaced: a view or another object depends on them.',
    'Drop what depends on them, or name another schema or prefix with --results. Nothing was changed.',
  ],
  '40001': [
    'internal',
    'warehouse.changed-meanwhile',
    () => 'Another session changed the tables of the run while it was under way.',
    'Nothing was changed by this run. Run again.',
  ],
  '25006': [
    'internal',
    'warehouse.read-only',
    ({ where }) => `${where} is read-only: it is a replica, or was opened without write access.`,
    'Connect to the primary.',
  ],
  '57014': [
    'internal',
    'warehouse.query-ended',
    () => 'The server ended a query of the run, perhaps for taking too long.',
    'Nothing was changed. Raise statement_timeout for this user, or run when the server is quiet.',
  ],
  '53100': FULL,
  '53200': [
    'internal',
    'warehouse.no-memory',
    ({ where }) => `${where} ran out of memory during the run.`,
    'Nothing was changed. Run when the server is quiet, or lower work_mem for this user.',
  ],
  '53300': UNREACHABLE,
  '57P01': GONE,
  '57P02': GONE,
  '57P03': UNREACHABLE,
  ECONNREFUSED: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  ECONNRESET: GONE,
  EPIPE: GONE,
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT: CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: CERTIFICATE,
  CERT_HAS_EXPIRED: CERTIFICATE,
  ERR_TLS_CERT_ALTNAME_INVALID: CERTIFICATE,
};

/** The problem to tell for anything that the connection or a query threw. */
export function warehouseProblem(error: unknown, doing: Doing): Problem {
  if (error instanceof Problem) return error;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const told = TOLD[code] ?? byMessage(message) ?? byMessage(causeOf(error));
  if (told) {
    const [kind, name, says, hint] = told;
    return new Problem({ kind, code: name, message: says(doing), hint, details: { code } }, error);
  }
  // Five letters or digits are an SQLSTATE: the server's own words say best what it did not like.
  if (!/^[0-9A-Z]{5}$/.test(code)) return asProblem(error);
  return new Problem(
    {
      kind: 'internal',
      code: 'warehouse.refused',
      message: `${doing.where} refused a query of the run: ${message} (${code}).`,
      hint: 'Nothing was changed there. Check that its version is known to this program; if it happens again, send this message to support.',
      details: { code },
    },
    error,
  );
}

function byMessage(message: string): Told | undefined {
  if (/timeout expired|timeout exceeded when trying to connect/i.test(message)) return UNREACHABLE;
  if (/Connection terminated|not queryable|Client was closed/i.test(message)) return GONE;
  if (/does not support SSL/i.test(message))
    return [
      'source-unreadable',
      'warehouse.no-tls',
      ({ where }) => `${where} does not support TLS, which sslmode requires.`,
      'Have TLS enabled there, or choose sslmode=prefer if the network is trusted.',
    ];
  // What a server says that wants a password where there is none.
  if (/password must be a (?:non-empty )?string|no password supplied/i.test(message)) return AUTH;
  return undefined;
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string') return code;
  // Several addresses of one host that all refuse.
  const first = (error as { errors?: readonly unknown[] } | null)?.errors?.[0];
  return first === undefined ? '' : codeOf(first);
}

function causeOf(error: unknown): string {
  const cause = (error as { cause?: unknown } | null)?.cause;
  return cause instanceof Error ? cause.message : '';
}
