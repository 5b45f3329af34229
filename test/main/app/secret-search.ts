import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { fromBufferPromise } from 'yauzl';

/** A secret in one of the ways in which it could be written. */
export interface Spelling {
  /** E.g. `secret key, base64`. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** The ways in which secrets could be written; all of them would give them away. */
export function spellingsOf(secrets: Readonly<Record<string, string>>): Spelling[] {
  return Object.entries(secrets).flatMap(([name, secret]) => {
    const plain = Buffer.from(secret, 'utf8');
    const url = encodeURIComponent(secret);
    const texts = {
      'as it is': secret,
      'of a URL': url,
      'of a URL, small': url.replace(/%../g, (code) => code.toLowerCase()),
      'of a form': new URLSearchParams({ s: secret }).toString().slice(2),
      'of JSON': JSON.stringify(secret).slice(1, -1),
      'of XML': secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
      hexadecimal: plain.toString('hex'),
      HEXADECIMAL: plain.toString('hex').toUpperCase(),
      ...base64Within(plain, 'base64'),
      ...base64Within(plain, 'base64url'),
    };
    return [
      ...Object.entries(texts).map(([how, text]) => ({
        name: `${name}, ${how}`,
        bytes: Buffer.from(text, 'utf8'),
      })),
      { name: `${name}, UTF-16`, bytes: Buffer.from(secret, 'utf16le') },
    ];
  });
}

/** What of a text in base64 is the same wherever in a longer text the secret stands. */
function base64Within(secret: Buffer, encoding: 'base64' | 'base64url'): Record<string, string> {
  const at = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), secret]).toString(encoding);
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor(((offset + secret.length) * 8) / 6);
    return [`${encoding} at ${offset}`, text.slice(from, to)];
  });
  return Object.fromEntries(at) as Record<string, string>;
}

/** What of the secrets stands in some bytes: `where: spelling`. */
export function foundIn(
  where: string,
  bytes: Buffer | string,
  spellings: readonly Spelling[],
): string[] {
  const all = Buffer.from(bytes as string);
  return spellings.filter((one) => all.includes(one.bytes)).map(({ name }) => `${where}: ${name}`);
}

/**
 * The same for every file of a folder, their names too, and what is packed in workbooks and Parquet.
 *
 * @param clean what earlier searches have found nothing in, which is not searched again.
 */
export async function foundInFolder(
  root: string,
  spellings: readonly Spelling[],
  clean: Set<string> = new Set(),
): Promise<{ readonly files: readonly string[]; readonly found: readonly string[] }> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(root, name)).isFile())
    .sort();
  const found: string[] = [];
  for (const name of files) {
    const bytes = readFileSync(join(root, name));
    const known = createHash('sha256').update(name).update(bytes).digest('hex');
    if (clean.has(known)) continue;
    const here = [name, bytes, ...(await unpacked(join(root, name), bytes))].flatMap((inner) =>
      foundIn(name, inner, spellings),
    );
    if (here.length === 0) clean.add(known);
    found.push(...here);
  }
  return { files, found };
}

async function unpacked(path: string, bytes: Buffer): Promise<(Buffer | string)[]> {
  const magic = bytes.subarray(0, 4).toString('latin1');
  if (magic === 'PK\u0003\u0004') return zipParts(bytes);
  if (magic === 'PAR1') return [await parquetText(path)];
  return [];
}

async function zipParts(bytes: Buffer): Promise<Buffer[]> {
  const zip = await fromBufferPromise(bytes);
  const parts: Buffer[] = [];
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.push(Buffer.concat(chunks));
  }
  return parts;
}

/** Opened once: to open one takes longer than to read a file of a test. */
let database: Promise<DuckDBInstance> | undefined;

async function parquetText(path: string): Promise<string> {
  const connection = await (await (database ??= DuckDBInstance.create(':memory:'))).connect();
  try {
    const rows = await connection.runAndReadAll(`SELECT * FROM read_parquet(?)`, [path]);
    return JSON.stringify([rows.columnNames(), rows.getRowsJson()]);
  } finally {
    connection.closeSync();
  }
}
